-- What auditors recorded beside each portfolio, and who took what out of it. Safe to run again.

create schema if not exists audit;

create table if not exists audit.record (
    portfolio text not null,
    number bigint not null check (number > 0),
    version int not null,
    recorded_at timestamptz not null,
    kind text not null,
    actor text not null,
    role text not null,
    request_key text,
    data jsonb not null,
    previous bytea check (length(previous) = 32),
    hash bytea not null check (length(hash) = 32),
    primary key (portfolio, number),
    check ((previous is null) = (number = 1))
);
comment on table audit.record is
    'The audit stream of each portfolio: findings, reviews, exports and what auditors read. '
    'Dense numbers; each record holds the hash of the one before (SHA-256 over RFC 8785).';

create index if not exists record_by_kind on audit.record (portfolio, kind, number);
create unique index if not exists record_by_request
    on audit.record (portfolio, actor, request_key) where request_key is not null;

-- Only ever added to, as the journal is. ALWAYS: an ordinary trigger is skipped in replica mode.
create or replace trigger append_only before update or delete on audit.record
    for each row execute function ledger.refuse_change();
alter table audit.record enable always trigger append_only;
create or replace trigger append_only_truncate before truncate on audit.record
    for each statement execute function ledger.refuse_change();
alter table audit.record enable always trigger append_only_truncate;
