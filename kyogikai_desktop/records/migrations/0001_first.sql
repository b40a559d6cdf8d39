-- Schema 1. Frozen once released: later changes are steps of their own.

CREATE TABLE council (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    version INTEGER NOT NULL,
    name TEXT NOT NULL,
    codes TEXT NOT NULL,
    population INTEGER,
    legal_basis TEXT NOT NULL,
    practice INTEGER NOT NULL,
    review_months INTEGER NOT NULL
);

CREATE TABLE accounts (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL,
    login TEXT NOT NULL UNIQUE,
    slot_id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    roles TEXT NOT NULL,
    state TEXT NOT NULL,
    must_change INTEGER NOT NULL,
    issued_by TEXT NOT NULL,
    issued_at TEXT NOT NULL
);

CREATE TABLE carries (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL,
    uid TEXT NOT NULL UNIQUE,
    state TEXT NOT NULL,
    seq INTEGER NOT NULL,
    destination TEXT NOT NULL,
    permission TEXT NOT NULL,
    purpose TEXT NOT NULL,
    medium TEXT NOT NULL,
    due TEXT NOT NULL,
    left_by TEXT NOT NULL,
    left_at TEXT NOT NULL,
    cases INTEGER NOT NULL,
    people INTEGER NOT NULL,
    file_name TEXT NOT NULL,
    file_size INTEGER NOT NULL,
    file_hash TEXT NOT NULL,
    backs INTEGER NOT NULL,
    ended_by TEXT NOT NULL,
    ended_at TEXT
);

CREATE TABLE settings (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE bodies (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL,
    name TEXT NOT NULL,
    short_name TEXT NOT NULL,
    body_class TEXT NOT NULL,
    field_of_work TEXT NOT NULL,
    corporate_number TEXT NOT NULL,
    joined_on TEXT,
    left_on TEXT,
    coordinator_from TEXT,
    coordinator_to TEXT,
    contact TEXT NOT NULL,
    remarks TEXT NOT NULL
);

CREATE TABLE members (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL,
    body INTEGER NOT NULL REFERENCES bodies (id),
    name TEXT NOT NULL,
    kana TEXT NOT NULL,
    post TEXT NOT NULL,
    joined_on TEXT,
    left_on TEXT
);
CREATE INDEX members_by_body ON members (body);

CREATE TABLE pledges (
    id INTEGER PRIMARY KEY,
    member INTEGER NOT NULL REFERENCES members (id),
    signed_on TEXT NOT NULL,
    until TEXT
);
CREATE INDEX pledges_by_member ON pledges (member);

CREATE TABLE cases (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL,
    number TEXT NOT NULL UNIQUE,
    received_on TEXT NOT NULL,
    state TEXT NOT NULL,
    name TEXT NOT NULL,
    kana TEXT NOT NULL,
    kana_key TEXT NOT NULL,
    sex TEXT NOT NULL,
    birth_on TEXT,
    birth_about_year INTEGER,
    birth_age INTEGER,
    birth_age_as_of TEXT,
    postal_code TEXT NOT NULL,
    address TEXT NOT NULL,
    phone TEXT NOT NULL,
    whereabouts_protected INTEGER NOT NULL,
    reporter TEXT NOT NULL,
    route TEXT NOT NULL,
    complaint TEXT NOT NULL,
    concerns TEXT NOT NULL,
    chief_concern TEXT NOT NULL,
    wish TEXT NOT NULL,
    wish_heard_on TEXT,
    urgency TEXT,
    urgency_reason TEXT NOT NULL,
    consent TEXT NOT NULL,
    consent_note TEXT NOT NULL,
    household TEXT NOT NULL,
    lead_body INTEGER REFERENCES bodies (id),
    key_person TEXT NOT NULL,
    course TEXT NOT NULL,
    situation TEXT NOT NULL,
    last_meeting_on TEXT,
    next_review_on TEXT,
    closed_on TEXT,
    closing_reason TEXT NOT NULL,
    closing_note TEXT NOT NULL,
    remarks TEXT NOT NULL,
    is_open INTEGER AS (state <> 'closed') VIRTUAL,
    review_key TEXT AS (coalesce (next_review_on, '')) VIRTUAL,
    urgency_rank INTEGER AS (CASE urgency WHEN 'AA' THEN 0 WHEN 'A' THEN 1 WHEN 'B' THEN 2 ELSE 3 END) VIRTUAL
);
-- One index per order of the list, with all that the list filters by: skipping 90,000 rows reads no row.
CREATE INDEX cases_by_review ON cases (is_open, review_key, id, state, consent, urgency, lead_body);
CREATE INDEX cases_by_urgency ON cases (
    is_open, urgency_rank, review_key, id, state, consent, urgency, lead_body
);
CREATE INDEX cases_by_kana ON cases (
    is_open, kana_key, id, state, consent, urgency, lead_body, review_key
);
CREATE INDEX cases_by_intake ON cases (
    is_open, received_on, id, state, consent, urgency, lead_body, review_key
);
CREATE INDEX cases_by_closing ON cases (is_open, closed_on, id, state, consent, urgency, lead_body);
CREATE INDEX cases_by_serial ON cases (
    substr (number, 1, instr (number, '-')), CAST (substr (number, instr (number, '-') + 1) AS INTEGER)
);

-- How many cases stand where, so that a list need not be counted to be opened.
CREATE TABLE case_counts (
    state TEXT NOT NULL,
    consent TEXT NOT NULL,
    urgency TEXT NOT NULL,
    lead_body INTEGER NOT NULL,
    cases INTEGER NOT NULL,
    is_open INTEGER AS (state <> 'closed') VIRTUAL,
    PRIMARY KEY (state, consent, urgency, lead_body)
) WITHOUT ROWID;
CREATE TRIGGER case_comes AFTER INSERT ON cases BEGIN
    INSERT INTO case_counts VALUES (
        NEW.state, NEW.consent, coalesce (NEW.urgency, ''), coalesce (NEW.lead_body, 0), 1
    ) ON CONFLICT DO UPDATE SET cases = cases + 1;
END;
CREATE TRIGGER case_moves AFTER UPDATE OF state, consent, urgency, lead_body ON cases BEGIN
    UPDATE case_counts SET cases = cases - 1 WHERE (state, consent, urgency, lead_body) =
        (OLD.state, OLD.consent, coalesce (OLD.urgency, ''), coalesce (OLD.lead_body, 0));
    INSERT INTO case_counts VALUES (
        NEW.state, NEW.consent, coalesce (NEW.urgency, ''), coalesce (NEW.lead_body, 0), 1
    ) ON CONFLICT DO UPDATE SET cases = cases + 1;
END;
CREATE TRIGGER case_goes AFTER DELETE ON cases BEGIN
    UPDATE case_counts SET cases = cases - 1 WHERE (state, consent, urgency, lead_body) =
        (OLD.state, OLD.consent, coalesce (OLD.urgency, ''), coalesce (OLD.lead_body, 0));
END;

CREATE TABLE notes (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL,
    case_id INTEGER NOT NULL REFERENCES cases (id),
    at TEXT NOT NULL,
    way TEXT NOT NULL,
    author TEXT NOT NULL,
    text TEXT NOT NULL,
    minutes INTEGER,
    with_whom TEXT NOT NULL,
    next_step TEXT NOT NULL
);
CREATE INDEX notes_by_case ON notes (case_id, at DESC, id DESC);

CREATE TABLE case_links (
    id INTEGER PRIMARY KEY,
    case_id INTEGER NOT NULL REFERENCES cases (id),
    other INTEGER NOT NULL REFERENCES cases (id),
    kind TEXT NOT NULL,
    UNIQUE (case_id, other)
);

CREATE TABLE meetings (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL,
    tier TEXT NOT NULL,
    fiscal_year INTEGER NOT NULL,
    number INTEGER NOT NULL,
    held_on TEXT NOT NULL,
    starts TEXT,
    ends TEXT,
    place TEXT NOT NULL,
    legal_basis TEXT NOT NULL,
    chair INTEGER REFERENCES members (id),
    recorder INTEGER REFERENCES members (id),
    state TEXT NOT NULL,
    document_number TEXT NOT NULL,
    papers_out INTEGER,
    papers_back INTEGER,
    secrecy_confirmed INTEGER NOT NULL,
    UNIQUE (fiscal_year, tier, number)
);
CREATE INDEX meetings_by_day ON meetings (held_on DESC, id DESC);

CREATE TABLE attendance (
    id INTEGER PRIMARY KEY,
    meeting INTEGER NOT NULL REFERENCES meetings (id),
    member INTEGER NOT NULL REFERENCES members (id),
    body INTEGER NOT NULL REFERENCES bodies (id),
    presence TEXT NOT NULL,
    remark TEXT NOT NULL,
    UNIQUE (meeting, member)
);

-- An item and a promise keep their ids while a meeting is rewritten: no id is dealt twice.
CREATE TABLE agenda_items (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    meeting INTEGER NOT NULL REFERENCES meetings (id),
    position INTEGER NOT NULL,
    case_id INTEGER REFERENCES cases (id),
    title TEXT NOT NULL,
    legal_basis TEXT NOT NULL,
    report TEXT NOT NULL,
    points TEXT NOT NULL,
    decision TEXT NOT NULL,
    next_review_on TEXT
);
CREATE INDEX agenda_items_by_meeting ON agenda_items (meeting, position);
CREATE INDEX agenda_items_by_case ON agenda_items (case_id);

CREATE TABLE tasks (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    meeting INTEGER NOT NULL REFERENCES meetings (id),
    item INTEGER NOT NULL REFERENCES agenda_items (id),
    position INTEGER NOT NULL,
    body INTEGER REFERENCES bodies (id),
    who TEXT NOT NULL,
    what TEXT NOT NULL,
    due_on TEXT,
    done_on TEXT
);
CREATE INDEX tasks_by_meeting ON tasks (meeting, item, position);
CREATE INDEX tasks_open ON tasks (due_on) WHERE done_on IS NULL;

CREATE TABLE imports (
    id INTEGER PRIMARY KEY,
    sha256 TEXT NOT NULL UNIQUE,
    at TEXT NOT NULL,
    imported INTEGER NOT NULL,
    warned INTEGER NOT NULL,
    refused INTEGER NOT NULL
);

CREATE TABLE frozen_books (
    period TEXT PRIMARY KEY,
    plan TEXT NOT NULL,
    k INTEGER NOT NULL,
    opening INTEGER NOT NULL,
    new INTEGER NOT NULL,
    closed INTEGER NOT NULL
);

CREATE TABLE releases (
    ledger INTEGER PRIMARY KEY,
    period TEXT NOT NULL UNIQUE REFERENCES frozen_books (period),
    at TEXT NOT NULL,
    folder TEXT NOT NULL
);

CREATE TABLE release_files (
    ledger INTEGER NOT NULL REFERENCES releases (ledger),
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    content BLOB NOT NULL,
    PRIMARY KEY (ledger, position)
);

-- A draft belongs to the account that typed it.
CREATE TABLE drafts (
    owner TEXT NOT NULL,
    key TEXT NOT NULL,
    at TEXT NOT NULL,
    content TEXT NOT NULL,
    PRIMARY KEY (owner, key)
) WITHOUT ROWID;

-- Search: folded text per record, and a contentless index of the character pairs it has or had.
CREATE TABLE search_docs (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    record INTEGER NOT NULL,
    case_id INTEGER,
    text TEXT NOT NULL,
    UNIQUE (kind, record)
);
-- Lines that are not in the index yet.
CREATE TABLE search_new (
    id INTEGER PRIMARY KEY,
    doc INTEGER NOT NULL,
    section TEXT NOT NULL,
    lines TEXT NOT NULL
);
CREATE VIRTUAL TABLE search_index USING fts5 (
    pairs, content = '', columnsize = 0, detail = none, tokenize = 'ascii'
);

-- Audit: append only, chained, keyed. A delete trigger alone does not stop INSERT OR REPLACE.
CREATE TABLE audit_keys (
    epoch INTEGER PRIMARY KEY,
    key BLOB NOT NULL
);
CREATE TABLE audit (
    seq INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    object TEXT NOT NULL,
    schema_version INTEGER NOT NULL,
    epoch INTEGER NOT NULL,
    post_hash TEXT NOT NULL,
    detail TEXT NOT NULL,
    prev BLOB NOT NULL,
    mac BLOB NOT NULL
);
-- What the changed columns of a case or note said before, by the row that tells of the change.
CREATE TABLE old_values (
    seq INTEGER PRIMARY KEY REFERENCES audit (seq),
    content TEXT NOT NULL
);
CREATE INDEX audit_by_object ON audit (object, seq);
CREATE INDEX audit_by_time ON audit (at, actor, action);
CREATE TRIGGER audit_is_kept BEFORE DELETE ON audit BEGIN
    SELECT RAISE (ABORT, 'audit rows are kept');
END;
CREATE TRIGGER audit_is_fixed BEFORE UPDATE ON audit BEGIN
    SELECT RAISE (ABORT, 'audit rows are fixed');
END;
CREATE TRIGGER audit_is_chained BEFORE INSERT ON audit
WHEN NEW.seq IS NOT (SELECT coalesce (max (seq), 0) + 1 FROM audit)
    OR NEW.prev IS NOT coalesce ((SELECT mac FROM audit ORDER BY seq DESC LIMIT 1), zeroblob (32))
BEGIN
    SELECT RAISE (ABORT, 'audit rows follow each other');
END;
