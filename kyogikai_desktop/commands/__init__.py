"""The command line, one module per subcommand: the same services as the windows."""
