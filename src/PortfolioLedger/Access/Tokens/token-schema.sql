-- API tokens: what callers that are programs prove themselves with. Safe to run again.

create table if not exists ledger.api_token (
    name text primary key,
    role text not null,
    portfolio text,
    token_hash bytea not null unique check (length(token_hash) = 32),
    created_by text not null,
    created_at timestamptz not null default clock_timestamp(),
    expires_at timestamptz not null,
    revoked_by text,
    revoked_at timestamptz,
    last_used_at timestamptz,
    check ((revoked_by is null) = (revoked_at is null)),
    check (expires_at > created_at)
);
comment on table ledger.api_token is
    'API tokens by name: SHA-256 of each, never the token. A name is given once, for ever: it stands '
    'in the journal as token:<name>. A null portfolio means all of them.';

-- Who had which token stays known: only its end and its last use are written later.
create or replace function ledger.keep_api_token() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' and (old.name, old.role, old.portfolio, old.token_hash, old.created_by, old.created_at,
        old.expires_at) is not distinct from (new.name, new.role, new.portfolio, new.token_hash, new.created_by,
        new.created_at, new.expires_at) and (old.revoked_at is null or
        (old.revoked_at, old.revoked_by) is not distinct from (new.revoked_at, new.revoked_by)) then
        return new;
    end if;
    raise exception 'API tokens are revoked, not changed: % on %', tg_op, tg_table_name
        using errcode = 'restrict_violation';
end $$;
create or replace trigger kept before update or delete on ledger.api_token
    for each row execute function ledger.keep_api_token();
alter table ledger.api_token enable always trigger kept;
create or replace trigger kept_truncate before truncate on ledger.api_token
    for each statement execute function ledger.keep_api_token();
alter table ledger.api_token enable always trigger kept_truncate;
