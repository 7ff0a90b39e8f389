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

do $$
declare held text;
begin
    foreach held in array array['identity', 'signing_key', 'tile', 'checkpoint', 'halt'] loop
        execute format('create or replace trigger append_only before update or delete on log.%I
            for each row execute function ledger.refuse_change()', held);
        execute format('alter table log.%I enable always trigger append_only', held);
        execute format('create or replace trigger append_only_truncate before truncate on log.%I
            for each statement execute function ledger.refuse_change()', held);
        execute format('alter table log.%I enable always trigger append_only_truncate', held);
    end loop;
end $$;
