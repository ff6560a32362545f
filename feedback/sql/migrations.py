"""The schema of the store's file, as ordered migrations that run when it is opened.

    toolsets <- completions -> nodes (the message tree: a node's parent is the message before it)
                  ^  ^  ^--- choices -> nodes
                  |  '------ completion_metadata
                  '--------- votes, preferences (through preference_replies); retractions name either by id

A migration is never edited once it has been released: what changes is added below. A file that has migrations
this program does not know was written by a newer one and is refused (`check_known`).

`completions.content` says what is kept of one: `chat` or `text` (all of it), `refused` (the request said
`store: false`) or `deleted`. Only `chat` rows are listed, so the listing's indexes hold nothing else. Every index ends
in the row number, which orders rows of one second.
"""

import sqlite3

from sqlite_utils import Database, Migrations
from sqlite_utils.db import Table

from feedback.errors import SchemaTooNew

migrations = Migrations("attune")

TREE = """
CREATE TABLE nodes (
    id BLOB PRIMARY KEY,
    parent_id BLOB REFERENCES nodes(id),
    depth INTEGER NOT NULL,
    role TEXT NOT NULL,
    body TEXT NOT NULL
) STRICT;
CREATE INDEX nodes_by_parent ON nodes(parent_id);

CREATE TABLE toolsets (
    id BLOB PRIMARY KEY,
    body TEXT NOT NULL
) STRICT;
"""

COMPLETIONS = """
CREATE TABLE completions (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    created INTEGER NOT NULL,
    model TEXT NOT NULL,
    policy_version INTEGER NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('running', 'completed', 'interrupted', 'failed')),
    content TEXT NOT NULL CHECK (content IN ('chat', 'text', 'refused', 'deleted')),
    n INTEGER NOT NULL,
    prompts INTEGER NOT NULL,
    owner TEXT,
    user TEXT,
    request_id TEXT,
    system_fingerprint TEXT,
    prompt_node_id BLOB REFERENCES nodes(id),
    toolset_id BLOB REFERENCES toolsets(id),
    parameters TEXT NOT NULL,
    prompt_token_ids BLOB,
    usage TEXT,
    timings TEXT NOT NULL DEFAULT '{}',
    error TEXT
) STRICT;
CREATE INDEX completions_by_status ON completions(status);
CREATE INDEX completions_by_prompt ON completions(prompt_node_id) WHERE prompt_node_id IS NOT NULL;
CREATE INDEX completions_by_toolset ON completions(toolset_id) WHERE toolset_id IS NOT NULL;
CREATE INDEX listed_by_time ON completions(created) WHERE content = 'chat';
CREATE INDEX listed_by_model ON completions(model, created) WHERE content = 'chat';
CREATE INDEX listed_by_owner ON completions(owner, created) WHERE content = 'chat';
CREATE INDEX listed_by_owner_and_model ON completions(owner, model, created) WHERE content = 'chat';

CREATE TABLE choices (
    completion_seq INTEGER NOT NULL REFERENCES completions(seq),
    choice INTEGER NOT NULL,
    node_id BLOB REFERENCES nodes(id),
    aside TEXT,
    token_ids BLOB NOT NULL,
    logprobs BLOB NOT NULL,
    finish_reason TEXT,
    stop_reason TEXT,
    PRIMARY KEY (completion_seq, choice)
) STRICT;
CREATE INDEX choices_by_node ON choices(node_id) WHERE node_id IS NOT NULL;

CREATE TABLE completion_metadata (
    completion_seq INTEGER NOT NULL REFERENCES completions(seq),
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    owner TEXT,
    created INTEGER NOT NULL,
    PRIMARY KEY (completion_seq, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX metadata_by_time ON completion_metadata(key, value, created, completion_seq);
CREATE INDEX metadata_by_owner ON completion_metadata(key, value, owner, created, completion_seq);
"""

VOTES = """
CREATE TABLE votes (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    completion_seq INTEGER NOT NULL REFERENCES completions(seq),
    choice INTEGER NOT NULL,
    rater TEXT NOT NULL,
    owner TEXT,
    created INTEGER NOT NULL,
    rating TEXT NOT NULL CHECK (rating IN ('up', 'down')),
    reasons TEXT,
    comment TEXT,
    correction TEXT,
    metadata TEXT
) STRICT;
CREATE INDEX votes_by_reply ON votes(completion_seq, choice, rater);
CREATE INDEX votes_by_completion ON votes(completion_seq, created);
CREATE INDEX votes_by_time ON votes(created);
CREATE INDEX votes_by_rater ON votes(rater, created);
CREATE INDEX votes_by_owner ON votes(owner, created) WHERE owner IS NOT NULL;

CREATE TABLE preferences (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    reply_set BLOB NOT NULL,
    completion_ids TEXT NOT NULL,
    rater TEXT NOT NULL,
    owner TEXT,
    created INTEGER NOT NULL,
    outcome TEXT NOT NULL,
    comment TEXT,
    metadata TEXT
) STRICT;
CREATE INDEX preferences_by_replies ON preferences(reply_set, rater);
CREATE INDEX preferences_by_time ON preferences(created);
CREATE INDEX preferences_by_rater ON preferences(rater, created);
CREATE INDEX preferences_by_owner ON preferences(owner, created) WHERE owner IS NOT NULL;

CREATE TABLE preference_replies (
    completion_seq INTEGER NOT NULL REFERENCES completions(seq),
    created INTEGER NOT NULL,
    preference_seq INTEGER NOT NULL REFERENCES preferences(seq),
    PRIMARY KEY (completion_seq, created, preference_seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE retractions (
    id TEXT PRIMARY KEY,
    created INTEGER NOT NULL
) STRICT;
"""

# A vote's row is an event: it never changes and never goes, except that its content may be cleared.
APPEND_ONLY = """
CREATE TRIGGER votes_change BEFORE UPDATE ON votes
WHEN (NEW.reasons, NEW.comment, NEW.correction, NEW.metadata) IS NOT (NULL, NULL, NULL, NULL)
    OR (NEW.seq, NEW.id, NEW.completion_seq, NEW.choice, NEW.rater, NEW.owner, NEW.created, NEW.rating)
    IS NOT (OLD.seq, OLD.id, OLD.completion_seq, OLD.choice, OLD.rater, OLD.owner, OLD.created, OLD.rating)
BEGIN SELECT RAISE(ABORT, 'votes are append-only'); END;
CREATE TRIGGER preferences_change BEFORE UPDATE ON preferences
WHEN (NEW.comment, NEW.metadata) IS NOT (NULL, NULL)
    OR (NEW.seq, NEW.id, NEW.reply_set, NEW.completion_ids, NEW.rater, NEW.owner, NEW.created, NEW.outcome)
    IS NOT (OLD.seq, OLD.id, OLD.reply_set, OLD.completion_ids, OLD.rater, OLD.owner, OLD.created, OLD.outcome)
BEGIN SELECT RAISE(ABORT, 'preferences are append-only'); END;
CREATE TRIGGER retractions_change BEFORE UPDATE ON retractions
BEGIN SELECT RAISE(ABORT, 'retractions are append-only'); END;
CREATE TRIGGER votes_removal BEFORE DELETE ON votes
BEGIN SELECT RAISE(ABORT, 'votes are append-only'); END;
CREATE TRIGGER preferences_removal BEFORE DELETE ON preferences
BEGIN SELECT RAISE(ABORT, 'preferences are append-only'); END;
CREATE TRIGGER retractions_removal BEFORE DELETE ON retractions
BEGIN SELECT RAISE(ABORT, 'retractions are append-only'); END;
"""

# How an outcome begins says which kind it is: "ti, "bo, {"c or {"r.
BROWSING = """
CREATE INDEX votes_by_rating ON votes(rating, created);
CREATE INDEX preferences_by_outcome ON preferences(substr(outcome, 1, 3), created);
"""

# Whether a vote counts follows from the events, so it is computed and kept nowhere.
STANDING = """
CREATE VIEW vote_states AS
SELECT votes.*, CASE
    WHEN EXISTS (SELECT 1 FROM retractions WHERE retractions.id = votes.id) THEN 'retracted'
    WHEN EXISTS (
        SELECT 1 FROM votes AS later
        WHERE later.completion_seq = votes.completion_seq AND later.choice = votes.choice
        AND later.rater = votes.rater AND later.seq > votes.seq
    ) THEN 'superseded'
    ELSE 'standing' END AS standing
FROM votes;
CREATE VIEW preference_states AS
SELECT preferences.*, CASE
    WHEN EXISTS (SELECT 1 FROM retractions WHERE retractions.id = preferences.id) THEN 'retracted'
    WHEN EXISTS (
        SELECT 1 FROM preferences AS later
        WHERE later.reply_set = preferences.reply_set AND later.rater = preferences.rater
        AND later.seq > preferences.seq
    ) THEN 'superseded'
    ELSE 'standing' END AS standing
FROM preferences;
"""


@migrations()
def m001_replies_and_votes(db: Database) -> None:
    """The message tree, completions, votes and preferences."""
    for script in (TREE, COMPLETIONS, VOTES, APPEND_ONLY, STANDING):
        for statement in statements(script):
            db.conn.execute(statement)


@migrations()
def m002_browsing(db: Database) -> None:
    """Indexes to list votes by what they say."""
    for statement in statements(BROWSING):
        db.conn.execute(statement)


def statements(script: str) -> list[str]:
    """A script's single statements: `executescript` would commit the migration's transaction first."""
    found, begun = [], ""
    for line in script.splitlines(keepends=True):
        begun += line
        if sqlite3.complete_statement(begun):
            found.append(begun.strip())
            begun = ""
    return found


def migrate(db: Database) -> None:
    """Bring the file to this program's schema; does nothing where it is there already."""
    check_known(db)
    if migrations.pending(db):
        migrations.apply(db)


def check_known(db: Database) -> None:
    """Refuse a file that has migrations unknown to this program."""
    known = {migration.name for migration in migrations._migrations}
    table = db[Migrations.migrations_table]
    if not isinstance(table, Table) or not table.exists():
        return
    applied = {str(row["name"]) for row in table.rows_where("migration_set = ?", [migrations.name])}
    if applied - known:
        newest = max(applied - known)
        raise SchemaTooNew(f"the data file has schema {newest}, written by a newer version of attune: upgrade attune")
