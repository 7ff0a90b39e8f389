-- The roles of the ledger, and the database in their hands. PostgreSQL 15 or newer; run it with
-- psql, as a superuser, in the database of the ledger. Safe to run again, also on a ledger that
-- one account owned until now.
--
--   LEDGER_APP_PASSWORD=… LEDGER_MIGRATOR_PASSWORD=… psql -h db -U postgres -d ledger -f roles.sql
--
-- LEDGER_AUDITOR_PASSWORD and LEDGER_BI_PASSWORD are optional: without a password nobody logs in.
-- In psql each may be given as a variable instead: -v app_password=…
--
--   ledger_owner     owns everything, logs in never
--   ledger_migrator  creates and changes tables: ConnectionStrings__LedgerMigrator
--   ledger_app       works with them, adds to history: ConnectionStrings__Ledger
--   ledger_auditor   reads everything but secrets
--   ledger_bi        reads the schema bi
--
-- What each may do with which table, the ledger grants itself whenever it has brought its tables
-- up to date (role-grants.sql).
\set ON_ERROR_STOP on
\set QUIET on
\getenv app_password LEDGER_APP_PASSWORD
\getenv migrator_password LEDGER_MIGRATOR_PASSWORD
\getenv auditor_password LEDGER_AUDITOR_PASSWORD
\getenv bi_password LEDGER_BI_PASSWORD

begin;

-- Roles belong to the server: sessions in other databases take turns by this lock.
lock table pg_authid in share row exclusive mode;

do $$
declare
    wanted record;
begin
    for wanted in select * from (values
        ('ledger_owner', 'nologin'),
        -- Takes the owner's rights only when it says so.
        ('ledger_migrator', 'login noinherit'),
        ('ledger_app', 'login'),
        ('ledger_auditor', 'login'),
        ('ledger_bi', 'login'),
        -- A group, for logins of dashboards of your own.
        ('bi', 'nologin')
    ) as roles (name, attributes) loop
        if not exists (select from pg_roles where rolname = wanted.name) then
            execute format('create role %I %s', wanted.name, wanted.attributes);
        end if;
    end loop;
end $$;
grant ledger_owner to ledger_migrator;

\if :{?app_password}
alter role ledger_app password :'app_password';
\endif
\if :{?migrator_password}
alter role ledger_migrator password :'migrator_password';
\endif
\if :{?auditor_password}
alter role ledger_auditor password :'auditor_password';
\endif
\if :{?bi_password}
alter role ledger_bi password :'bi_password';
\endif

-- The database, and what an earlier account made in it. Sequences and indexes of a table follow it.
do $$
declare
    one record;
    owner constant regrole := 'ledger_owner'::regrole;
begin
    if (select datdba from pg_database where datname = current_database()) <> owner then
        execute format('alter database %I owner to ledger_owner', current_database());
    end if;
    revoke create on schema public from public;
    for one in
        with ours as (
            select oid, nspname, nspowner from pg_namespace
            where nspname in ('ledger', 'bi', 'ledger_messages', 'log', 'audit')
        )
        select 'schema' as kind, quote_ident(nspname) as name from ours where nspowner <> owner
        union all
        select case c.relkind when 'v' then 'view' when 'm' then 'materialized view'
                when 'S' then 'sequence' else 'table' end,
            c.oid::regclass::text
        from pg_class c join ours on ours.oid = c.relnamespace
        where c.relkind in ('r', 'p', 'v', 'm', 'S') and c.relowner <> owner
            and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass
                and d.objid = c.oid and d.deptype in ('a', 'i') and c.relkind = 'S')
        union all
        select 'routine', p.oid::regprocedure::text
        from pg_proc p join ours on ours.oid = p.pronamespace where p.proowner <> owner
        union all
        select 'type', t.oid::regtype::text
        from pg_type t join ours on ours.oid = t.typnamespace
        where t.typtype in ('e', 'd', 'r') and t.typowner <> owner
    loop
        execute format('alter %s %s owner to ledger_owner', one.kind, one.name);
    end loop;
end $$;

commit;
