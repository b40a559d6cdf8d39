"""持ち出し: take the council to the meeting room and back, on the office PC and on the laptop."""
