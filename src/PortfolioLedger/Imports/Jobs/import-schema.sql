-- Imports over HTTP: what was asked, how far it is, and what came of it. Safe to run again.

create table if not exists ledger.import_job (
    id uuid primary key,
    portfolio text not null,
    mapping text not null,
    file text not null,
    bytes bigint not null,
    dry_run boolean not null,
    strict boolean not null,
    effective_on date,
    requested_by text not null,
    requested_at timestamptz not null default clock_timestamp(),
    state text not null default 'waiting',
    step text,
    done bigint not null default 0,
    total bigint not null default 0,
    fault text,
    report jsonb,
    ended_at timestamptz
);
create index if not exists import_job_of_portfolio on ledger.import_job (portfolio, requested_at);
comment on table ledger.import_job is
    'Imports over HTTP. Who runs one holds its advisory lock; without it an unfinished one is dead.';

create table if not exists ledger.import_mapping (
    portfolio text not null,
    name text not null,
    mapping text not null,
    stored_by text not null,
    stored_at timestamptz not null default clock_timestamp(),
    primary key (portfolio, name)
);
comment on table ledger.import_mapping is 'Mappings of a portfolio, beside those of the ledger.';

-- Reports of earlier releases quoted cells of refused rows of feedback: words that nobody could erase.
update ledger.import_job set report = report - 'refused' - 'refusedBecause'
where (select revision from ledger.schema_revision) < 3
    and jsonb_path_exists(report, '$.refused[*] ? (@.list == "feedback")');
