"""
Every shape a ledger file has had: m001, m002, … in order. `PRAGMA user_version` of a file is the number of the last one it went through.

A migration that has been released is never edited; a change of shape is a new one. No schema object uses a function of ours, so that
Datasette, the `sqlite3` shell and anything else that speaks SQL opens a ledger as it is.
"""

from __future__ import annotations

import sqlite3

APPLICATION_ID = 0x53415953
"""What the header of every ledger carries ("SAYS"), so that another program's SQLite file is told apart."""

m001_first_shape = """
CREATE TABLE runs (
  id INTEGER PRIMARY KEY,
  started_at TEXT NOT NULL,
  version TEXT NOT NULL,
  weights_sha256 TEXT,
  settings TEXT NOT NULL -- a JSON object
) STRICT;

-- report_id is the id the report came in with and stays for good, so that short ids in notes and the ids of its claims stay true when its
-- outlet, URL or title is mended later. What makes two inputs the same report is in report_identities.
CREATE TABLE reports (
  id INTEGER PRIMARY KEY,
  report_id TEXT NOT NULL UNIQUE,
  status TEXT NOT NULL CHECK (status IN ('read', 'not_english')),
  status_why TEXT,
  path TEXT,
  record INTEGER NOT NULL,
  url TEXT,
  outlet TEXT,
  title TEXT,
  title_start INTEGER,
  title_end INTEGER,
  byline TEXT,
  published TEXT,
  published_why TEXT NOT NULL,
  language TEXT,
  normalized INTEGER NOT NULL CHECK (normalized IN (0, 1)),
  text_sha256 TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 1,
  latest INTEGER NOT NULL DEFAULT 1 CHECK (latest IN (0, 1)),
  added_at TEXT NOT NULL,
  run INTEGER NOT NULL REFERENCES runs
) STRICT;
CREATE INDEX reports_url ON reports (url) WHERE url IS NOT NULL;
CREATE INDEX reports_published ON reports (published);
CREATE INDEX reports_run ON reports (run);

-- Every (outlet, URL or else title, text) a report has gone by, hashed: what it came in with, and what it became through `sayso set`.
CREATE TABLE report_identities (
  identity TEXT PRIMARY KEY,
  report INTEGER NOT NULL REFERENCES reports ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX report_identities_report ON report_identities (report);

-- The text apart from the report's row, so that lists and filters do not read through gigabytes of it. title and outlet are copies for the
-- index, kept in step by a trigger. wide: holds letters of a script without blanks between words, and is in the trigram index too.
CREATE TABLE texts (
  report INTEGER PRIMARY KEY REFERENCES reports ON DELETE CASCADE,
  wide INTEGER NOT NULL CHECK (wide IN (0, 1)),
  title TEXT,
  outlet TEXT,
  text TEXT NOT NULL
) STRICT;
CREATE INDEX texts_wide ON texts (report) WHERE wide = 1;
CREATE TRIGGER reports_retitled AFTER UPDATE OF title, outlet ON reports BEGIN
  UPDATE texts SET title = new.title, outlet = new.outlet WHERE report = new.id;
END;

-- Agency credits of a whole report, nearest the outlet first.
CREATE TABLE report_relays (
  report INTEGER NOT NULL REFERENCES reports ON DELETE CASCADE,
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  PRIMARY KEY (report, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE failures (
  id INTEGER PRIMARY KEY,
  path TEXT,
  record INTEGER NOT NULL,
  status_why TEXT NOT NULL,
  failed_at TEXT NOT NULL,
  run INTEGER NOT NULL REFERENCES runs
) STRICT;
CREATE UNIQUE INDEX failures_input ON failures (path, record);
CREATE INDEX failures_run ON failures (run);

-- An entity belongs to one report; key is what resolving linked it to across reports. key_now is key with people's merges and splits
-- applied. run is null where a person named the entity.
CREATE TABLE entities (
  id INTEGER PRIMARY KEY,
  report INTEGER NOT NULL REFERENCES reports ON DELETE CASCADE,
  position INTEGER NOT NULL,
  local_id TEXT NOT NULL,
  key TEXT,
  key_now TEXT,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  role TEXT,
  country TEXT,
  named INTEGER NOT NULL CHECK (named IN (0, 1)),
  why TEXT NOT NULL,
  run INTEGER REFERENCES runs,
  UNIQUE (report, local_id)
) STRICT;
CREATE INDEX entities_key ON entities (key) WHERE key IS NOT NULL;
CREATE INDEX entities_key_now ON entities (key_now) WHERE key_now IS NOT NULL;
CREATE TABLE aliases (
  entity INTEGER NOT NULL REFERENCES entities ON DELETE CASCADE,
  position INTEGER NOT NULL,
  alias TEXT NOT NULL,
  PRIMARY KEY (entity, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE mentions (
  entity INTEGER NOT NULL REFERENCES entities ON DELETE CASCADE,
  position INTEGER NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  PRIMARY KEY (entity, position)
) STRICT, WITHOUT ROWID;

-- One row for each expression of a report. position is null for one that only a claim has.
CREATE TABLE times (
  id INTEGER PRIMARY KEY,
  report INTEGER NOT NULL REFERENCES reports ON DELETE CASCADE,
  position INTEGER,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  type TEXT NOT NULL,
  edtf TEXT,
  timex3 TEXT,
  "begin" TEXT,
  end_before TEXT,
  dates TEXT,
  why TEXT NOT NULL,
  run INTEGER REFERENCES runs
) STRICT;
CREATE INDEX times_report ON times (report);
CREATE TABLE quantities (
  id INTEGER PRIMARY KEY,
  report INTEGER NOT NULL REFERENCES reports ON DELETE CASCADE,
  position INTEGER,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  value REAL,
  low REAL,
  high REAL,
  approximate INTEGER NOT NULL CHECK (approximate IN (0, 1)),
  bound TEXT,
  change TEXT,
  unit TEXT,
  rate TEXT,
  of TEXT,
  kind TEXT,
  why TEXT NOT NULL,
  run INTEGER REFERENCES runs
) STRICT;
CREATE INDEX quantities_report ON quantities (report);
CREATE TABLE places (
  id INTEGER PRIMARY KEY,
  report INTEGER NOT NULL REFERENCES reports ON DELETE CASCADE,
  position INTEGER,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  name TEXT NOT NULL,
  country TEXT,
  lat REAL,
  lon REAL,
  precision TEXT,
  metonym INTEGER NOT NULL CHECK (metonym IN (0, 1)),
  why TEXT NOT NULL,
  run INTEGER REFERENCES runs
) STRICT;
CREATE INDEX places_report ON places (report);

-- person = 0: what the machine read, never altered but for current, status and decision. person = 1: the claim as people's decisions have
-- made it, worked out anew from the machine's row and the decisions in force each time one is taken or undone. At most one of the two is
-- current; run is null where no machine read the claim.
CREATE TABLE claims (
  id INTEGER PRIMARY KEY,
  claim_id TEXT NOT NULL,
  report INTEGER NOT NULL REFERENCES reports ON DELETE CASCADE,
  position INTEGER NOT NULL,
  person INTEGER NOT NULL CHECK (person IN (0, 1)),
  current INTEGER NOT NULL CHECK (current IN (0, 1)),
  status TEXT NOT NULL CHECK (status IN ('unchecked', 'confirmed', 'corrected', 'added', 'rejected')),
  decision INTEGER, -- the last decision in force on this claim
  voice TEXT NOT NULL CHECK (voice IN ('speaker', 'outlet')),
  field TEXT NOT NULL,
  form TEXT,
  act TEXT,
  act_why TEXT,
  saying TEXT,
  stance TEXT,
  commitment TEXT,
  commitment_start INTEGER,
  commitment_end INTEGER,
  inside TEXT, -- the claim_id, in the same report, of the claim that reports this one
  ascribed INTEGER NOT NULL CHECK (ascribed IN (0, 1)),
  score REAL,
  cue_start INTEGER,
  cue_end INTEGER,
  source_start INTEGER,
  source_end INTEGER,
  audience_start INTEGER,
  audience_end INTEGER,
  occasion TEXT,
  occasion_start INTEGER,
  occasion_end INTEGER,
  said_why TEXT,
  run INTEGER REFERENCES runs,
  UNIQUE (report, claim_id, person)
) STRICT;
CREATE INDEX claims_claim_id ON claims (claim_id);
CREATE INDEX claims_position ON claims (report, position);
CREATE INDEX claims_touched ON claims (status) WHERE status <> 'unchecked';

CREATE TABLE contents (
  claim INTEGER NOT NULL REFERENCES claims ON DELETE CASCADE,
  position INTEGER NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  PRIMARY KEY (claim, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE evidence (
  claim INTEGER NOT NULL REFERENCES claims ON DELETE CASCADE,
  position INTEGER NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  PRIMARY KEY (claim, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE speakers (
  claim INTEGER NOT NULL REFERENCES claims ON DELETE CASCADE,
  position INTEGER NOT NULL,
  entity INTEGER NOT NULL REFERENCES entities,
  why TEXT NOT NULL,
  PRIMARY KEY (claim, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX speakers_entity ON speakers (entity);
CREATE TABLE targets (
  claim INTEGER NOT NULL REFERENCES claims ON DELETE CASCADE,
  position INTEGER NOT NULL,
  entity INTEGER NOT NULL REFERENCES entities,
  PRIMARY KEY (claim, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX targets_entity ON targets (entity);
CREATE TABLE relays (
  claim INTEGER NOT NULL REFERENCES claims ON DELETE CASCADE,
  position INTEGER NOT NULL,
  entity INTEGER REFERENCES entities,
  name TEXT NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  PRIMARY KEY (claim, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX relays_entity ON relays (entity) WHERE entity IS NOT NULL;
CREATE TABLE claim_mentions (
  claim INTEGER NOT NULL REFERENCES claims ON DELETE CASCADE,
  position INTEGER NOT NULL,
  entity INTEGER NOT NULL REFERENCES entities,
  PRIMARY KEY (claim, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX claim_mentions_entity ON claim_mentions (entity);
CREATE TABLE inherited (
  claim INTEGER NOT NULL REFERENCES claims ON DELETE CASCADE,
  position INTEGER NOT NULL,
  field TEXT NOT NULL,
  PRIMARY KEY (claim, position)
) STRICT, WITHOUT ROWID;

-- dates is the claim's own: the same "2014" may date the saying of one claim and lie in the content of another.
CREATE TABLE claim_times (
  claim INTEGER NOT NULL REFERENCES claims ON DELETE CASCADE,
  role TEXT NOT NULL CHECK (role IN ('said', 'within')),
  position INTEGER NOT NULL,
  time INTEGER NOT NULL REFERENCES times,
  dates TEXT,
  PRIMARY KEY (claim, role, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX claim_times_time ON claim_times (time);
CREATE TABLE claim_quantities (
  claim INTEGER NOT NULL REFERENCES claims ON DELETE CASCADE,
  position INTEGER NOT NULL,
  quantity INTEGER NOT NULL REFERENCES quantities,
  PRIMARY KEY (claim, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX claim_quantities_quantity ON claim_quantities (quantity);
CREATE TABLE claim_places (
  claim INTEGER NOT NULL REFERENCES claims ON DELETE CASCADE,
  role TEXT NOT NULL CHECK (role IN ('said_at', 'within')),
  position INTEGER NOT NULL,
  place INTEGER NOT NULL REFERENCES places,
  PRIMARY KEY (claim, role, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX claim_places_place ON claim_places (place);

-- What the two indexes over claims point at: the words of each current claim, taken from its spans when it was stored. Only searching
-- reads them; what is shown always comes from the spans.
CREATE TABLE claim_words (
  claim INTEGER PRIMARY KEY REFERENCES claims ON DELETE CASCADE,
  wide INTEGER NOT NULL CHECK (wide IN (0, 1)),
  content TEXT,
  source TEXT,
  speakers TEXT, -- names and aliases, one a line
  via TEXT       -- relays of the claim and credits of its report, one a line
) STRICT;
CREATE INDEX claim_words_wide ON claim_words (claim) WHERE wide = 1;

CREATE VIEW wide_claim_words AS SELECT * FROM claim_words WHERE wide = 1;
CREATE VIEW wide_texts AS SELECT * FROM texts WHERE wide = 1;

CREATE VIRTUAL TABLE claims_fts USING fts5 (
  content, source, speakers, via,
  content = 'claim_words', content_rowid = 'claim', tokenize = 'unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE claims_trigram USING fts5 (
  content, source, speakers, via, content = 'wide_claim_words', content_rowid = 'claim', tokenize = 'trigram'
);
CREATE VIRTUAL TABLE texts_fts USING fts5 (
  title, outlet, text, content = 'texts', content_rowid = 'report', tokenize = 'unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE texts_trigram USING fts5 (
  title, outlet, text, content = 'wide_texts', content_rowid = 'report', tokenize = 'trigram'
);

CREATE TRIGGER claim_words_added AFTER INSERT ON claim_words BEGIN
  INSERT INTO claims_fts (rowid, content, source, speakers, via)
  VALUES (new.claim, new.content, new.source, new.speakers, new.via);
END;
CREATE TRIGGER claim_words_added_wide AFTER INSERT ON claim_words WHEN new.wide = 1 BEGIN
  INSERT INTO claims_trigram (rowid, content, source, speakers, via)
  VALUES (new.claim, new.content, new.source, new.speakers, new.via);
END;
CREATE TRIGGER claim_words_removed AFTER DELETE ON claim_words BEGIN
  INSERT INTO claims_fts (claims_fts, rowid, content, source, speakers, via)
  VALUES ('delete', old.claim, old.content, old.source, old.speakers, old.via);
END;
CREATE TRIGGER claim_words_removed_wide AFTER DELETE ON claim_words WHEN old.wide = 1 BEGIN
  INSERT INTO claims_trigram (claims_trigram, rowid, content, source, speakers, via)
  VALUES ('delete', old.claim, old.content, old.source, old.speakers, old.via);
END;
CREATE TRIGGER claim_words_fixed BEFORE UPDATE ON claim_words BEGIN
  SELECT RAISE (ABORT, 'claim_words are removed and added, not updated');
END;

CREATE TRIGGER texts_added AFTER INSERT ON texts BEGIN
  INSERT INTO texts_fts (rowid, title, outlet, text) VALUES (new.report, new.title, new.outlet, new.text);
END;
CREATE TRIGGER texts_added_wide AFTER INSERT ON texts WHEN new.wide = 1 BEGIN
  INSERT INTO texts_trigram (rowid, title, outlet, text) VALUES (new.report, new.title, new.outlet, new.text);
END;
CREATE TRIGGER texts_removed AFTER DELETE ON texts BEGIN
  INSERT INTO texts_fts (texts_fts, rowid, title, outlet, text)
  VALUES ('delete', old.report, old.title, old.outlet, old.text);
END;
CREATE TRIGGER texts_removed_wide AFTER DELETE ON texts WHEN old.wide = 1 BEGIN
  INSERT INTO texts_trigram (texts_trigram, rowid, title, outlet, text)
  VALUES ('delete', old.report, old.title, old.outlet, old.text);
END;
CREATE TRIGGER texts_changed AFTER UPDATE ON texts BEGIN
  INSERT INTO texts_fts (texts_fts, rowid, title, outlet, text)
  VALUES ('delete', old.report, old.title, old.outlet, old.text);
  INSERT INTO texts_fts (rowid, title, outlet, text) VALUES (new.report, new.title, new.outlet, new.text);
END;
CREATE TRIGGER texts_changed_from_wide AFTER UPDATE ON texts WHEN old.wide = 1 BEGIN
  INSERT INTO texts_trigram (texts_trigram, rowid, title, outlet, text)
  VALUES ('delete', old.report, old.title, old.outlet, old.text);
END;
CREATE TRIGGER texts_changed_to_wide AFTER UPDATE ON texts WHEN new.wide = 1 BEGIN
  INSERT INTO texts_trigram (rowid, title, outlet, text) VALUES (new.report, new.title, new.outlet, new.text);
END;

-- Human acts. Append-only: only `forget`, which leaves its mark in forgetting while it works, may remove or mask a row. before and after are JSON
-- objects, field → value. claim_id and entity name rows of report; key stands for an entity across reports.
CREATE TABLE decisions (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  decided_at TEXT NOT NULL,
  who TEXT NOT NULL,
  action TEXT NOT NULL CHECK (action IN ('confirm', 'correct', 'add', 'reject', 'merge', 'split', 'set', 'undo')),
  report INTEGER REFERENCES reports ON DELETE CASCADE,
  claim_id TEXT,
  entity TEXT,
  key TEXT,
  "before" TEXT,
  "after" TEXT,
  why TEXT,
  undoes INTEGER UNIQUE REFERENCES decisions ON DELETE CASCADE,
  CHECK ((action = 'undo') = (undoes IS NOT NULL)),
  CHECK (action IN ('merge', 'split', 'undo') OR report IS NOT NULL)
) STRICT;
CREATE INDEX decisions_claim ON decisions (report, claim_id);
CREATE INDEX decisions_key ON decisions (key) WHERE key IS NOT NULL;

CREATE TABLE forgetting (started_at TEXT NOT NULL) STRICT;
CREATE TRIGGER decisions_stay BEFORE DELETE ON decisions WHEN NOT EXISTS (SELECT 1 FROM forgetting) BEGIN
  SELECT RAISE (ABORT, 'decisions are append-only: undo the decision, or forget the report');
END;
CREATE TRIGGER decisions_stay_as_they_are BEFORE UPDATE ON decisions WHEN NOT EXISTS (SELECT 1 FROM forgetting) BEGIN
  SELECT RAISE (ABORT, 'decisions are append-only: undo the decision and take it anew');
END;

CREATE VIEW decisions_in_force AS
SELECT * FROM decisions AS decision
WHERE action <> 'undo' AND NOT EXISTS (SELECT 1 FROM decisions AS other WHERE other.undoes = decision.id);

-- The claims as they stand: the machine's row, or what people's decisions made of it.
CREATE VIEW claims_now AS
SELECT claims.*, decisions.who AS checked_by, decisions.decided_at AS checked_at
FROM claims LEFT JOIN decisions ON decisions.id = claims.decision
WHERE claims.current = 1;

-- For people who look in with Datasette or the sqlite3 shell: who said what, in words, newest versions, rejected claims left out.
CREATE VIEW statements AS
SELECT
  claims.claim_id, reports.report_id, reports.outlet, reports.published, reports.title,
  (SELECT group_concat(entities.name, '; ') FROM speakers JOIN entities ON entities.id = speakers.entity
   WHERE speakers.claim = claims.id) AS speakers,
  claim_words.source AS source_words, claims.act, claims.form, claims.stance, claim_words.content, claims.voice, claims.score, claims.status
FROM claims
JOIN reports ON reports.id = claims.report
LEFT JOIN claim_words ON claim_words.claim = claims.id
WHERE claims.current = 1 AND claims.status <> 'rejected' AND reports.latest = 1;
"""

m002_comparing = """
-- What is compared across reports. All of it is made from the rows above and can be made again; nothing here is ever decided by a person. Rows
-- hang on reports and claims, so that what is forgotten, reread, corrected or rejected takes its comparisons with it at once; the triggers note
-- what waits to be compared anew.

-- The reports whose texts wait to be compared with those of the others, the claims that wait, and the claims whose groups wait to be formed anew.
CREATE TABLE waiting_reports (report INTEGER PRIMARY KEY REFERENCES reports ON DELETE CASCADE) STRICT;
CREATE TABLE waiting_claims (claim INTEGER PRIMARY KEY REFERENCES claims ON DELETE CASCADE) STRICT;
CREATE TABLE waiting_groups (claim INTEGER PRIMARY KEY REFERENCES claims ON DELETE CASCADE) STRICT;

-- When a report was compared for the first time (UTC, to the microsecond). It stays when the report is compared again, so that what a person has
-- seen does not come up as news once more.
CREATE TABLE compared_reports (
  report INTEGER PRIMARY KEY REFERENCES reports ON DELETE CASCADE,
  first_at TEXT NOT NULL
) STRICT;
CREATE INDEX compared_reports_first ON compared_reports (first_at);

-- With which version and methods claims and reports were compared. With other methods than the last row's, all is compared anew.
CREATE TABLE comparing_runs (
  id INTEGER PRIMARY KEY,
  started_at TEXT NOT NULL,
  version TEXT NOT NULL,
  methods TEXT NOT NULL -- a JSON object
) STRICT;

-- When somebody last asked what is new.
CREATE TABLE looks (
  id INTEGER PRIMARY KEY,
  looked_at TEXT NOT NULL
) STRICT;

-- A report whose text has been compared, and by how many hashes of its word 5-grams it is found. sketch_hashes has these: a sample, the same ones in
-- every text, so that reports that share passages find one another.
CREATE TABLE sketches (
  report INTEGER PRIMARY KEY REFERENCES reports ON DELETE CASCADE,
  hashes INTEGER NOT NULL,
  run INTEGER NOT NULL REFERENCES comparing_runs
) STRICT;
CREATE TABLE sketch_hashes (
  hash INTEGER NOT NULL,
  report INTEGER NOT NULL REFERENCES sketches ON DELETE CASCADE,
  PRIMARY KEY (hash, report)
) STRICT, WITHOUT ROWID;
CREATE INDEX sketch_hashes_report ON sketch_hashes (report);

-- Pairs of reports whose texts overlap; left_report has the smaller report_id. The four shares are containments of word 5-grams, 0 to 1.
CREATE TABLE copies (
  id INTEGER PRIMARY KEY,
  left_report INTEGER NOT NULL REFERENCES sketches ON DELETE CASCADE,
  right_report INTEGER NOT NULL REFERENCES sketches ON DELETE CASCADE,
  type TEXT NOT NULL CHECK (type IN ('copy', 'derived', 'shares_quotes')),
  origin INTEGER REFERENCES reports ON DELETE CASCADE,
  narrative_left REAL,
  narrative_right REAL,
  quoted_left REAL,
  quoted_right REAL,
  why TEXT NOT NULL,
  run INTEGER NOT NULL REFERENCES comparing_runs,
  UNIQUE (left_report, right_report)
) STRICT;
CREATE INDEX copies_right ON copies (right_report);
CREATE INDEX copies_origin ON copies (origin) WHERE origin IS NOT NULL;
CREATE TABLE copy_passages (
  copy INTEGER NOT NULL REFERENCES copies ON DELETE CASCADE,
  position INTEGER NOT NULL,
  left_start INTEGER NOT NULL,
  left_end INTEGER NOT NULL,
  right_start INTEGER NOT NULL,
  right_end INTEGER NOT NULL,
  quoted INTEGER NOT NULL CHECK (quoted IN (0, 1)),
  PRIMARY KEY (copy, position)
) STRICT, WITHOUT ROWID;

-- A claim that has been compared: its content as a vector of signed bytes, and as 256 bits that say which word stems it has; what was found of the
-- claim hangs on this row. vector_blocks is made from it, for quick looking: the signs of the vectors, the stems and the days of the claims whose number divided
-- by 1024 is id, and those numbers.
CREATE TABLE claim_vectors (
  claim INTEGER PRIMARY KEY REFERENCES claims ON DELETE CASCADE,
  vector BLOB NOT NULL,
  stems BLOB NOT NULL,
  run INTEGER NOT NULL REFERENCES comparing_runs
) STRICT;
CREATE TABLE vector_blocks (
  id INTEGER PRIMARY KEY,
  claims BLOB NOT NULL,
  signs BLOB NOT NULL
) STRICT;

-- Pairs of claims that say the same (strength 2), or maybe and are near (1), or maybe (0): what groups are formed from. low_claim has the smaller number.
CREATE TABLE claim_pairs (
  low_claim INTEGER NOT NULL REFERENCES claim_vectors ON DELETE CASCADE,
  high_claim INTEGER NOT NULL REFERENCES claim_vectors ON DELETE CASCADE,
  strength INTEGER NOT NULL CHECK (strength IN (0, 1, 2)),
  PRIMARY KEY (low_claim, high_claim)
) STRICT, WITHOUT ROWID;
CREATE INDEX claim_pairs_high ON claim_pairs (high_claim);

CREATE TABLE claim_groups (
  id INTEGER PRIMARY KEY,
  group_id TEXT NOT NULL UNIQUE,
  level TEXT NOT NULL CHECK (level IN ('utterance', 'proposition')),
  band TEXT NOT NULL CHECK (band IN ('same', 'maybe')),
  why TEXT NOT NULL,
  run INTEGER NOT NULL REFERENCES comparing_runs
) STRICT;
CREATE TABLE group_members (
  claim_group INTEGER NOT NULL REFERENCES claim_groups ON DELETE CASCADE,
  position INTEGER NOT NULL,
  claim INTEGER NOT NULL REFERENCES claim_vectors ON DELETE CASCADE,
  PRIMARY KEY (claim_group, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX group_members_claim ON group_members (claim);

-- What left_claim is to right_claim, in words too; the spans are the words that decided it, each in its own report.
CREATE TABLE comparisons (
  id INTEGER PRIMARY KEY,
  left_claim INTEGER NOT NULL REFERENCES claim_vectors ON DELETE CASCADE,
  right_claim INTEGER NOT NULL REFERENCES claim_vectors ON DELETE CASCADE,
  type TEXT NOT NULL,
  band TEXT NOT NULL CHECK (band IN ('same', 'maybe')),
  left_start INTEGER,
  left_end INTEGER,
  right_start INTEGER,
  right_end INTEGER,
  ascribed INTEGER NOT NULL CHECK (ascribed IN (0, 1)),
  why TEXT NOT NULL,
  run INTEGER NOT NULL REFERENCES comparing_runs
) STRICT;
CREATE INDEX comparisons_left ON comparisons (left_claim);
CREATE INDEX comparisons_right ON comparisons (right_claim);
CREATE INDEX comparisons_type ON comparisons (type);

CREATE TRIGGER reports_wait AFTER INSERT ON reports WHEN new.status = 'read' BEGIN
  INSERT OR IGNORE INTO waiting_reports (report) VALUES (new.id);
END;
CREATE TRIGGER claims_wait AFTER INSERT ON claims WHEN new.current = 1 AND new.status <> 'rejected' BEGIN
  INSERT OR IGNORE INTO waiting_claims (claim) VALUES (new.id);
END;
CREATE TRIGGER claims_wait_anew AFTER UPDATE OF current, status ON claims
WHEN new.current <> old.current OR (new.status = 'rejected') <> (old.status = 'rejected') BEGIN
  DELETE FROM claim_vectors WHERE claim = new.id;
  DELETE FROM waiting_claims WHERE claim = new.id;
  INSERT INTO waiting_claims (claim) SELECT new.id WHERE new.current = 1 AND new.status <> 'rejected';
END;
CREATE TRIGGER reports_wait_anew AFTER UPDATE OF published, outlet, url, version, latest ON reports
WHEN (new.published, new.outlet, new.url, new.version, new.latest) IS NOT (old.published, old.outlet, old.url, old.version, old.latest) BEGIN
  DELETE FROM sketches WHERE report = new.id;
  DELETE FROM claim_vectors WHERE claim IN (SELECT id FROM claims WHERE report = new.id);
  INSERT OR IGNORE INTO waiting_reports (report) SELECT new.id WHERE new.status = 'read';
  INSERT OR IGNORE INTO waiting_claims (claim)
  SELECT id FROM claims WHERE report = new.id AND current = 1 AND status <> 'rejected';
END;
CREATE TRIGGER texts_wait_anew AFTER UPDATE OF text ON texts WHEN new.text <> old.text BEGIN
  DELETE FROM sketches WHERE report = new.report;
  DELETE FROM claim_vectors WHERE claim IN (SELECT id FROM claims WHERE report = new.report);
  INSERT OR IGNORE INTO waiting_reports (report) SELECT id FROM reports WHERE id = new.report AND status = 'read';
  INSERT OR IGNORE INTO waiting_claims (claim)
  SELECT id FROM claims WHERE report = new.report AND current = 1 AND status <> 'rejected';
END;
CREATE TRIGGER speakers_wait_anew AFTER DELETE ON speakers BEGIN
  DELETE FROM claim_vectors WHERE claim = old.claim;
  INSERT OR IGNORE INTO waiting_claims (claim)
  SELECT id FROM claims WHERE id = old.claim AND current = 1 AND status <> 'rejected';
END;
CREATE TRIGGER groups_wait_anew BEFORE DELETE ON claim_vectors BEGIN
  DELETE FROM vector_blocks WHERE id = old.claim / 1024;
  INSERT OR IGNORE INTO waiting_groups (claim)
  SELECT other.claim FROM group_members AS mine JOIN group_members AS other USING (claim_group)
  WHERE mine.claim = old.claim AND other.claim <> old.claim;
  DELETE FROM claim_groups WHERE id IN (SELECT claim_group FROM group_members WHERE claim = old.claim);
END;

INSERT INTO waiting_reports (report) SELECT id FROM reports WHERE status = 'read';
INSERT INTO waiting_claims (claim) SELECT id FROM claims WHERE current = 1 AND status <> 'rejected';

-- For people who look in with Datasette or the sqlite3 shell: what was found between claims, in words.
CREATE VIEW comparisons_in_words AS
SELECT
  comparisons.type, comparisons.band, comparisons.ascribed, comparisons.why,
  one.claim_id AS left_claim, first.outlet AS left_outlet, first.published AS left_published, said.content AS left_words,
  two.claim_id AS right_claim, second.outlet AS right_outlet, second.published AS right_published, replied.content AS right_words
FROM comparisons
JOIN claims AS one ON one.id = comparisons.left_claim
JOIN claims AS two ON two.id = comparisons.right_claim
JOIN reports AS first ON first.id = one.report
JOIN reports AS second ON second.id = two.report
LEFT JOIN claim_words AS said ON said.claim = one.id
LEFT JOIN claim_words AS replied ON replied.claim = two.id;
"""

m003_stories = """
-- Named, saved filters over the ledger. query is in the grammar of sayso search.
CREATE TABLE stories (
  name TEXT PRIMARY KEY COLLATE NOCASE,
  query TEXT NOT NULL,
  note TEXT,
  made_by TEXT NOT NULL,
  made_at TEXT NOT NULL,
  changed_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The claims that nobody has checked, least certain first; those that a rule found, without a score, last.
CREATE INDEX claims_unchecked ON claims (ifnull(score, 2), claim_id)
WHERE current = 1 AND voice = 'speaker' AND status = 'unchecked' AND run IS NOT NULL;
"""

m004_settings_of_figures = """
-- As of when a figure holds (EDTF), and the name of the place it is about; empty where its clause does not say.
ALTER TABLE quantities ADD COLUMN as_of TEXT;
ALTER TABLE quantities ADD COLUMN "where" TEXT;
"""

MIGRATIONS = (m001_first_shape, m002_comparing, m003_stories, m004_settings_of_figures)
SCHEMA = len(MIGRATIONS)
"""The schema this sayso writes and reads."""


def migrate(connection: sqlite3.Connection, *, have: int) -> None:
    """Brings a ledger of schema `have` to `SCHEMA`. The caller holds the write transaction, so that a ledger is never half-way."""
    for script in MIGRATIONS[have:]:
        for statement in split_statements(script):
            connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {SCHEMA}")


def split_statements(script: str) -> list[str]:
    """The statements of a script, one by one: `executescript` would commit in the middle of the transaction."""
    statements, pending = [], ""
    for line in script.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            statements.append(pending)
            pending = ""
    if pending.strip():
        raise ValueError(f"a migration ends in an unfinished statement: {pending.strip()[:60]}")
    return statements
