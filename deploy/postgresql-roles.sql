-- Two roles for two processes (docs/operations.md, docs/decisions/0016).
--
-- qingfeng_portal takes in reports, reads one row for whoever knows its id or its code, and has no
-- right to anything of casework. qingfeng_casework sees the rows of the office that acts.
-- The owner of the tables runs this after every migration; `qingfeng upgrade` does, once the roles
-- exist. By hand: psql -1 -v ON_ERROR_STOP=1 -f deploy/postgresql-roles.sql. It can be repeated.

do $$
declare
    role text;
begin
    foreach role in array array['qingfeng_portal', 'qingfeng_casework'] loop
        if not exists (select from pg_roles where rolname = role) then
            execute format('create role %I login', role);
        end if;
        if exists (select from pg_roles where rolname = role and (rolsuper or rolbypassrls)) then
            raise exception '% is a superuser or passes by row policies: take that away first', role;
        end if;
    end loop;
end $$;

-- From the beginning, each time: what stands below is all that holds. A table that is not named
-- here and has no office_id is nobody's.
do $$
declare
    old record;
begin
    for old in select * from pg_policies where schemaname in ('portal', 'casework') loop
        execute format('drop policy %I on %I.%I', old.policyname, old.schemaname, old.tablename);
    end loop;
end $$;
revoke all on schema portal, casework from public, qingfeng_portal, qingfeng_casework;
revoke all on all tables in schema portal, casework from public, qingfeng_portal, qingfeng_casework;
grant usage on schema portal to qingfeng_portal, qingfeng_casework;
grant usage on schema casework to qingfeng_casework;
grant select on alembic_version to qingfeng_portal, qingfeng_casework;

-- What is public, or only counted. Whoever records a part locks the site's row, and changes nothing.
alter table portal.site enable row level security;
alter table portal.offices enable row level security;
grant select, update (id) on portal.site to qingfeng_portal, qingfeng_casework;
create policy read on portal.site for select to public using (true);
create policy lock on portal.site for update to public using (true) with check (false);
grant select on portal.offices to qingfeng_portal, qingfeng_casework;
create policy read on portal.offices for select to public using (true);
grant select on portal.files_taken, portal.claimed_uploads, portal.part_names to qingfeng_portal;
grant select on portal.part_names, casework.administered_offices to qingfeng_casework;

-- Casework: every table of an office, also those that come later; its rows and no others.
do $$
declare
    office constant text := 'nullif(current_setting(''qingfeng.office'', true), '''')::uuid';
    one record;
begin
    for one in
        select table_schema, table_name
        from information_schema.columns join information_schema.tables
            using (table_catalog, table_schema, table_name)
        where table_schema in ('portal', 'casework') and table_type = 'BASE TABLE'
            and column_name = 'office_id'
    loop
        execute format('alter table %I.%I enable row level security',
            one.table_schema, one.table_name);
        execute format('create policy office on %I.%I to qingfeng_casework using (office_id = %s)',
            one.table_schema, one.table_name, office);
        execute format('grant select, insert, update, delete on %I.%I to qingfeng_casework',
            one.table_schema, one.table_name);
    end loop;
    grant insert, update on portal.offices to qingfeng_casework;
    execute 'create policy add on portal.offices for insert to qingfeng_casework with check (id = '
        || office || ')';
    execute 'create policy change on portal.offices for update to qingfeng_casework using (id = '
        || office || ')';
end $$;
grant select, insert, update, delete on casework.sign_in_failures to qingfeng_casework;

-- What came in is not made up here, and what was done is not undone. Casework adds what came on
-- paper, by telephone or from another office. A mailbox comes with one thing alone: a case that an
-- office below has sent up whole (casework/passing); it leaves that office with the case's last stage.
revoke delete on portal.reports from qingfeng_casework;
create policy by_hand on portal.reports as restrictive for insert to qingfeng_casework
    with check (channel not in ('browser', 'file') and (mailbox_id is null or (
        channel = 'transfer' and exists (
            select from casework.transfers t
            where t.to_office_id = reports.office_id and t.to_report_id = reports.id
                and t.destination = 'up' and t.office_id <> reports.office_id))));
create policy sent_up on portal.mailboxes as restrictive for insert to qingfeng_casework
    with check (exists (
        select from portal.reports r
        where r.office_id = mailboxes.office_id and r.id = mailboxes.report_id
            and r.mailbox_id = mailboxes.id and r.channel = 'transfer'));
create policy goes_up on portal.mailboxes as restrictive for delete to qingfeng_casework
    using (exists (
        select from casework.cases c
        where c.office_id = mailboxes.office_id and c.report_id = mailboxes.report_id
            and c.split_from is null and c.stage = 'passed_up'));
revoke delete on casework.case_entries from qingfeng_casework;
revoke update, delete on casework.audit_entries, casework.signed_heads, casework.rosters,
    portal.earlier_statements from qingfeng_casework;

-- Before anybody knows which office acts: what a cookie or a link shows, and an upload's id.
create policy token on casework.sessions to qingfeng_casework
    using (id = decode(current_setting('qingfeng.token', true), 'hex'));
create policy token on casework.pending_sign_ins to qingfeng_casework
    using (id = decode(current_setting('qingfeng.token', true), 'hex'));
create policy token on casework.invitations for select to qingfeng_casework
    using (token_digest = decode(current_setting('qingfeng.token', true), 'hex'));
create policy by_id on portal.attachments for select to qingfeng_casework
    using (id = nullif(current_setting('qingfeng.attachment', true), '')::uuid);

-- A transfer stands in the office that sent it; the one that it went to finds it.
create policy arrived on casework.transfers for select to qingfeng_casework
    using (to_office_id = nullif(current_setting('qingfeng.office', true), '')::uuid);

-- Working days, for both areas.
grant select on portal.calendar_years to qingfeng_portal, qingfeng_casework;
grant insert, update on portal.calendar_years to qingfeng_casework;

-- The public area.
grant select on portal.earlier_statements, portal.notices to qingfeng_portal;
create policy read on portal.earlier_statements for select to qingfeng_portal using (true);
create policy read on portal.notices for select to qingfeng_portal using (true);

grant select, insert on portal.reports to qingfeng_portal;
create policy receive on portal.reports for insert to qingfeng_portal with check (true);
create policy read on portal.reports for select to qingfeng_portal using (
    id = nullif(current_setting('qingfeng.report', true), '')::uuid
    or mailbox_id = decode(current_setting('qingfeng.mailbox', true), 'hex'));

grant select, insert, update (deleted_on) on portal.mailboxes to qingfeng_portal;
create policy open on portal.mailboxes for insert to qingfeng_portal with check (true);
create policy read on portal.mailboxes for select to qingfeng_portal
    using (id = decode(current_setting('qingfeng.mailbox', true), 'hex'));
create policy close on portal.mailboxes for update to qingfeng_portal
    using (id = decode(current_setting('qingfeng.mailbox', true), 'hex'));

grant select, insert, delete on portal.messages to qingfeng_portal;
create policy receive on portal.messages for insert to qingfeng_portal
    with check (mailbox_id = decode(current_setting('qingfeng.mailbox', true), 'hex'));
create policy read on portal.messages for select to qingfeng_portal using (
    mailbox_id = decode(current_setting('qingfeng.mailbox', true), 'hex')
    or id = nullif(current_setting('qingfeng.message', true), '')::uuid);
create policy forget on portal.messages for delete to qingfeng_portal using (
    mailbox_id = decode(current_setting('qingfeng.mailbox', true), 'hex')
    and direction = 'answer');

-- An upload that waits is nobody's yet. One that is claimed shows itself to whoever knows its id,
-- and to what claims it: the report, the message, or the mailbox that is being deleted.
grant select, insert, delete, update (stored, report_id, message_id) on portal.attachments
    to qingfeng_portal;
create policy begin on portal.attachments for insert to qingfeng_portal
    with check (report_id is null and message_id is null);
create policy read on portal.attachments for select to qingfeng_portal using (
    (report_id is null and message_id is null)
    or id = nullif(current_setting('qingfeng.attachment', true), '')::uuid
    or report_id = nullif(current_setting('qingfeng.report', true), '')::uuid
    or message_id = nullif(current_setting('qingfeng.message', true), '')::uuid
    or exists (
        select from portal.messages m
        where m.office_id = attachments.office_id and m.id = attachments.message_id
            and m.mailbox_id = decode(current_setting('qingfeng.mailbox', true), 'hex')
            and m.direction = 'answer'));
create policy fill on portal.attachments for update to qingfeng_portal
    using ((report_id is null and message_id is null)
        or id = nullif(current_setting('qingfeng.attachment', true), '')::uuid)
    with check ((report_id is null and message_id is null)
        or report_id = nullif(current_setting('qingfeng.report', true), '')::uuid
        or message_id = nullif(current_setting('qingfeng.message', true), '')::uuid);
create policy forget on portal.attachments for delete to qingfeng_portal using (
    (report_id is null and message_id is null)
    or exists (
        select from portal.messages m
        where m.office_id = attachments.office_id and m.id = attachments.message_id
            and m.mailbox_id = decode(current_setting('qingfeng.mailbox', true), 'hex')
            and m.direction = 'answer'));

grant select, insert, delete on portal.attachment_parts to qingfeng_portal;
create policy of_upload on portal.attachment_parts to qingfeng_portal using (exists (
    select from portal.attachments a
    where a.office_id = attachment_parts.office_id and a.id = attachment_parts.attachment_id));
