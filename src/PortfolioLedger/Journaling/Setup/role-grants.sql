-- What the roles of ops/postgresql/roles.sql may do, run by their owner after every change of the
-- tables; safe to run again. What is not named here nobody but the owner may touch: a test finds it.
-- Without the roles there is nothing to grant: one account owns and does everything.

do $$
declare
    found record;
    columns text;
    -- Never shown to auditors: with the salt of a text that was erased its commitment could be tried
    -- against guesses. Tokens of the API are stored as hashes, which are kept to the app too.
    withheld constant text[] := array['salt', 'token_hash'];
begin
    if (select count(*) from pg_roles
        where rolname in ('ledger_owner', 'ledger_app', 'ledger_auditor', 'ledger_bi')) < 4 then
        return;
    end if;

    if current_user = 'ledger_owner' then
        execute format('revoke temporary on database %I from public', current_database());
    end if;

    -- A right that is no longer named is gone.
    for found in select nspname from pg_namespace
        where nspname in ('ledger', 'bi', 'ledger_messages', 'log', 'audit') loop
        execute format('revoke all on all tables in schema %I from ledger_app, ledger_auditor, '
            'ledger_bi', found.nspname);
        execute format('revoke all on all sequences in schema %I from ledger_app, ledger_auditor, '
            'ledger_bi', found.nspname);
        execute format('grant usage on schema %I to ledger_app', found.nspname);
        execute format('grant usage, select on all sequences in schema %I to ledger_app',
            found.nspname);
        if found.nspname <> 'ledger_messages' then
            execute format('grant usage on schema %I to ledger_auditor', found.nspname);
        end if;
    end loop;

    for found in
        with rules (schema_name, table_name, app, auditor) as (values
            -- History is added to. FOR UPDATE needs a column that may be updated.
            ('ledger', 'mt_events', 'select, insert', true),
            ('ledger', 'mt_streams', 'select, insert, update (version, timestamp)', true),
            -- How far the event store's followers have come, and what they could not apply.
            ('ledger', 'mt_event_progression', 'select, insert, update, delete', true),
            ('ledger', 'mt_event_projection_floors', 'select, insert, update, delete', true),
            ('ledger', 'mt_high_water_skips', 'select, insert, update, delete', true),
            ('ledger', 'mt_doc_deadletterevent', 'select, insert, update, delete', true),
            ('ledger', 'schema_revision', 'select', true),
            ('ledger', 'portfolio_database', 'select, insert', true),
            ('ledger', 'moved_portfolio', 'select', true),
            ('ledger', 'secret', 'select', false),
            ('ledger', 'journal_subject', 'select, insert', true),
            ('ledger', 'journal_receipt', 'select, insert', true),
            ('ledger', 'import_row', 'select, insert, delete', true),
            -- Erasable.
            ('ledger', 'sealed_text', 'select, insert, update, delete', true),
            -- Sessions of browsers, and the keys of their cookies: for nobody else's eyes.
            ('ledger', 'browser_session', 'select, insert, update, delete', false),
            ('ledger', 'data_protection_key', 'select, insert, update', false),
            -- Tokens are given, ended and used; a trigger keeps the rest of them as it was.
            ('ledger', 'api_token',
                'select, insert, update (revoked_by, revoked_at, last_used_at)', true),
            -- Caches and read models: all of it follows from the journal.
            ('ledger', 'book_checkpoint', 'select, insert, update, delete', true),
            ('ledger', 'current_document', 'select, insert, update, delete', true),
            ('ledger', 'read_model_live', 'select, update (version)', true),
            ('ledger', 'read_model', 'select, insert, update, delete', true),
            ('ledger', 'view_document', 'select, insert, update, delete', true),
            ('ledger', 'parked_portfolio', 'select, insert, update, delete', true),
            ('ledger', 'bi_initiative', 'select, insert, update, delete', true),
            ('ledger', 'bi_objective', 'select, insert, update, delete', true),
            ('ledger', 'bi_alignment', 'select, insert, update, delete', true),
            ('ledger', 'bi_rank_history', 'select, insert, update, delete', true),
            ('ledger', 'bi_outcome', 'select, insert, update, delete', true),
            ('ledger', 'bi_benefit', 'select, insert, update, delete', true),
            ('ledger', 'bi_financials', 'select, insert, update, delete', true),
            ('ledger', 'bi_listening', 'select, insert, update, delete', true),
            ('ledger', 'bi_capacity', 'select, insert, update, delete', true),
            ('ledger', 'bi_board_decision', 'select, insert, update, delete', true),
            ('ledger', 'bi_decision', 'select, insert, update, delete', true),
            -- Beside the journal. Scenarios are added to, like history.
            ('ledger', 'scenario_event', 'select, insert', true),
            ('ledger', 'import_job', 'select, insert, update', true),
            ('ledger', 'import_mapping', 'select, insert, update', true),
            ('ledger', 'report_run', 'select, insert', true),
            ('ledger', 'report_due', 'select, insert, update, delete', true),
            ('ledger', 'report_mail', 'select, insert, update', true),
            ('ledger', 'subscription_cursor', 'select, insert, update', true),
            ('ledger', 'delivery', 'select, insert, update', true),
            -- Every table of these schemas.
            ('log', null, 'select, insert', true),
            ('audit', null, 'select, insert', true),
            ('bi', null, 'select', true),
            -- Messages on their way: Wolverine's, no part of the evidence.
            ('ledger_messages', null, 'select, insert, update, delete', false)
        )
        -- The rule of the table itself before that of its schema.
        select distinct on (c.oid) c.oid, c.oid::regclass as name, rules.app, rules.auditor
        from rules
        join pg_namespace n on n.nspname = rules.schema_name
        join pg_class c on c.relnamespace = n.oid and c.relkind in ('r', 'p', 'v', 'm')
            and c.relname = coalesce(rules.table_name, c.relname)
        order by c.oid, rules.table_name nulls last
    loop
        execute format('grant %s on %s to ledger_app', found.app, found.name);
        if found.auditor then
            select string_agg(quote_ident(attname), ', ' order by attnum) into columns
            from pg_attribute where attrelid = found.oid and attnum > 0 and not attisdropped
                and attname <> all (withheld);
            if exists (select from pg_attribute where attrelid = found.oid and attnum > 0
                and not attisdropped and attname = any (withheld)) then
                execute format('grant select (%s) on %s to ledger_auditor', columns, found.name);
            else
                execute format('grant select on %s to ledger_auditor', found.name);
            end if;
        end if;
    end loop;

    -- To clear away what was erased: before PostgreSQL 17 only the owner may.
    if current_setting('server_version_num')::int >= 170000 then
        execute 'grant maintain on ledger.sealed_text to ledger_app';
    end if;

    grant usage on schema bi to ledger_bi;
    grant select on all tables in schema bi to ledger_bi;
end $$;
