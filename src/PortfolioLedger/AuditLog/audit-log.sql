-- The audit log of each portfolio: a Merkle tree over its events (RFC 6962), and what was signed of
-- it. Everything here is inserted once and never changed. Safe to run again.

create schema if not exists log;

create table if not exists log.identity (
    single boolean primary key default true check (single),
    ledger uuid not null
);
comment on table log.identity is 'Which ledger this database holds; its key and checkpoints lie outside of it under this id.';
insert into log.identity (ledger) values (gen_random_uuid()) on conflict do nothing;

create table if not exists log.signing_key (
    number int primary key,
    name text not null,
    public_key bytea not null unique,
    since timestamptz not null default now()
);
comment on table log.signing_key is 'Public keys (Ed25519) of the log, the newest last; name is the first part of origins.';

create table if not exists log.tile (
    portfolio text not null,
    epoch int not null,
    level int not null,
    number bigint not null,
    hashes bytea not null check (octet_length(hashes) = 8192),
    root bytea not null check (octet_length(root) = 32),
    primary key (portfolio, epoch, level, number)
);
comment on table log.tile is 'Whole tiles of 256 hashes (C2SP tlog-tiles); root is the hash over all of them.';

create table if not exists log.checkpoint (
    portfolio text not null,
    epoch int not null,
    size bigint not null,
    root bytea not null check (octet_length(root) = 32),
    note text not null,
    signed_at timestamptz not null,
    primary key (portfolio, epoch, size)
);
comment on table log.checkpoint is 'Signed checkpoints (C2SP tlog-checkpoint): never two roots for one size.';

create table if not exists log.halt (
    portfolio text not null,
    epoch int not null,
    lost_from bigint not null,
    checkpoint text not null,
    detail text not null,
    found_at timestamptz not null default clock_timestamp(),
    primary key (portfolio, epoch)
);
comment on table log.halt is 'Portfolios whose journal does not extend what was signed: read-only until the next epoch.';

create table if not exists log.cosignature (
    portfolio text not null,
    epoch int not null,
    size bigint not null,
    witness text not null,
    line text not null,
    stated_at timestamptz not null,
    kept_at timestamptz not null default clock_timestamp(),
    primary key (portfolio, epoch, size, witness)
);
create index if not exists cosignature_of_witness
    on log.cosignature (witness, portfolio, epoch, size);
create index if not exists cosignature_kept on log.cosignature (witness, kept_at);
comment on table log.cosignature is 'What witnesses (by their vkey) said of checkpoints (C2SP tlog-cosignature): the line of the note, verified, and the time it states.';

create table if not exists log.time_stamp (
    portfolio text not null,
    epoch int not null,
    size bigint not null,
    reply bytea not null,
    stated_at timestamptz not null,
    kept_at timestamptz not null default clock_timestamp(),
    primary key (portfolio, epoch, size)
);
create index if not exists time_stamp_kept on log.time_stamp (kept_at);
comment on table log.time_stamp is 'Time stamps (RFC 3161) over the texts of checkpoints: the reply of the authority, verified, and the time it states.';

create table if not exists log.trouble (
    id bigint generated always as identity primary key,
    source text not null,
    portfolio text,
    epoch int,
    kind text not null,
    detail text not null,
    found_at timestamptz not null default clock_timestamp()
);
create index if not exists trouble_of_source on log.trouble (source, portfolio, id);
comment on table log.trouble is 'What went wrong with a witness (source: its vkey) or with time stamps (source: time-stamps); portfolio is null where all are concerned. It is over when something of the source is kept later.';

do $$
declare held text;
begin
    foreach held in array array['identity', 'signing_key', 'tile', 'checkpoint', 'halt',
        'cosignature', 'time_stamp', 'trouble'] loop
        execute format('create or replace trigger append_only before update or delete on log.%I
            for each row execute function ledger.refuse_change()', held);
        execute format('alter table log.%I enable always trigger append_only', held);
        execute format('create or replace trigger append_only_truncate before truncate on log.%I
            for each statement execute function ledger.refuse_change()', held);
        execute format('alter table log.%I enable always trigger append_only_truncate', held);
    end loop;
end $$;
