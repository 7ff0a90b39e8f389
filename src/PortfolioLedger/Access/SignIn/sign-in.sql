-- What signing in with a browser keeps. Safe to run again.

create table if not exists ledger.data_protection_key (
    name text primary key,
    xml text not null,
    added_at timestamptz not null default now()
);
comment on table ledger.data_protection_key is
    'Keys that protect cookies and sessions, the same for all nodes. Whoever reads them can read those: for the application alone.';

create table if not exists ledger.browser_session (
    key_hash bytea primary key,
    ticket bytea not null,
    begun_at timestamptz not null,
    idle_until timestamptz not null,
    ends_at timestamptz not null
);
comment on table ledger.browser_session is
    'Who is signed in with a browser: SHA-256 of the key in the cookie, and claims and tokens, protected. For the application alone.';
