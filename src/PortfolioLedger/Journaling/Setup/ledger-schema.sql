-- What the journal keeps beside the event store. Safe to run again.

create table if not exists ledger.schema_revision (
    single boolean primary key default true check (single),
    revision int not null
);
comment on table ledger.schema_revision is 'What the newest program that started here made of the tables.';
insert into ledger.schema_revision (revision) values (0) on conflict do nothing;

create table if not exists ledger.journal_subject (
    portfolio text not null,
    kind text not null,
    key text not null,
    position bigint not null,
    primary key (portfolio, kind, key, position)
);
comment on table ledger.journal_subject is 'Which events are about which thing: the history of one thing.';

create table if not exists ledger.journal_receipt (
    caller text not null,
    path text not null,
    key text not null,
    portfolio text not null,
    body_hmac bytea not null,
    position bigint not null,
    commands int[] not null,
    primary key (caller, path, key)
);
comment on table ledger.journal_receipt is
    'Accepted submissions by idempotency key; the receipt is rebuilt from the journal.';

create table if not exists ledger.sealed_text (
    portfolio text not null,
    commitment text not null,
    position bigint not null,
    salt bytea,
    text text,
    erased_on date,
    erased_position bigint,
    primary key (portfolio, commitment)
);
-- Texts of earlier releases could not be erased. Asked for first, as below. That salt and text are
-- both there or both erased is no constraint: the server's log would quote the words of a row that
-- breaks one. The doctor looks at it.
do $$ begin
    if not exists (select from pg_attribute where attrelid = 'ledger.sealed_text'::regclass
        and attname = 'erased_on' and not attisdropped) then
        alter table ledger.sealed_text alter column salt drop not null,
            alter column text drop not null, add column erased_on date,
            add column erased_position bigint;
    end if;
end $$;
-- The planner's statistics keep samples of a column, erased ones too. Changing a column to the type
-- it has takes away those that were gathered before.
do $$ begin
    if exists (select from pg_attribute where attrelid = 'ledger.sealed_text'::regclass
        and attname in ('salt', 'text') and attstattarget is distinct from 0) then
        alter table ledger.sealed_text alter column salt set statistics 0,
            alter column text set statistics 0, alter column salt type bytea,
            alter column text type text;
    end if;
end $$;
comment on table ledger.sealed_text is
    'Personal texts, erasable: events hold only the commitment HMAC-SHA256(salt, text).';
comment on column ledger.sealed_text.text is 'The words; null when they were erased, like the salt.';
comment on column ledger.sealed_text.erased_on is 'The UTC day on which they were; null while they are there.';
comment on column ledger.sealed_text.erased_position is 'The position of the event that erased them.';

create table if not exists ledger.import_row (
    portfolio text not null,
    source text not null,
    external_id text not null,
    reported_at timestamptz not null,
    primary key (portfolio, source, external_id, reported_at)
);
-- Of its first event; unknown for rows of earlier releases. Asked for first: to add a column that is
-- there already would wait for whoever imports.
do $$ begin
    if not exists (select from pg_attribute where attrelid = 'ledger.import_row'::regclass
        and attname = 'position' and not attisdropped) then
        alter table ledger.import_row add column position bigint;
    end if;
end $$;
comment on table ledger.import_row is 'Imported rows, so that repeating an import appends nothing.';

create table if not exists ledger.book_checkpoint (
    portfolio text not null,
    position bigint not null,
    fold_version int not null,
    book bytea not null,
    primary key (portfolio, position)
);
comment on table ledger.book_checkpoint is 'Books stored now and then, brotli of JSON; a cache, never the truth.';

create table if not exists ledger.secret (
    name text primary key,
    value bytea not null
);
insert into ledger.secret (name, value)
values ('receipt', uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()))
on conflict do nothing;

-- History is only ever added to. ALWAYS: an ordinary trigger is skipped in replica mode.
create or replace function ledger.refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'ledger is append-only: % on %', tg_op, tg_table_name using errcode = 'restrict_violation';
end $$;

create or replace trigger append_only before update or delete on ledger.mt_events
    for each row execute function ledger.refuse_change();
alter table ledger.mt_events enable always trigger append_only;
create or replace trigger append_only_truncate before truncate on ledger.mt_events
    for each statement execute function ledger.refuse_change();
alter table ledger.mt_events enable always trigger append_only_truncate;
create or replace trigger append_only before delete on ledger.mt_streams
    for each row execute function ledger.refuse_change();
alter table ledger.mt_streams enable always trigger append_only;
create or replace trigger append_only_truncate before truncate on ledger.mt_streams
    for each statement execute function ledger.refuse_change();
alter table ledger.mt_streams enable always trigger append_only_truncate;

-- The journal reads a stream's row in the statement that appends to it, and no such row can be
-- deleted. To look it up once more for every event costs more than the insert itself: behind a busy
-- row lie all its versions that are not cleared away yet.
do $$
begin
    if current_setting('server_version_num')::int >= 180000 then
        execute 'alter table ledger.mt_events alter constraint fkey_mt_events_stream_id not enforced';
    end if;
end $$;
