-- The rights of the role under which the portal runs: it reads and writes rows, and makes, changes or empties no table.
-- Rows of the books and of the audit trail it adds and never changes; the triggers of the tables say so a second time.
-- Run in the portal's database by the owner of its tables, after each `manage.py migrate`, which the owner runs too:
--     createuser so_an_sinh_web
--     psql --single-transaction --set ON_ERROR_STOP=1 --dbname so_an_sinh --file deploy/app_role.sql
-- Then DATABASE_URL of the web server, the worker and cron names so_an_sinh_web.

DO $$ BEGIN
    EXECUTE format('GRANT CONNECT, TEMPORARY ON DATABASE %I TO so_an_sinh_web', current_database());
END $$;
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO so_an_sinh_web;

REVOKE ALL ON ALL TABLES IN SCHEMA public FROM so_an_sinh_web;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO so_an_sinh_web;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO so_an_sinh_web;

REVOKE UPDATE, DELETE ON
    programmes_ledgerentry,
    programmes_giftpayment,
    programmes_auditevent,
    programmes_auditseal,
    programmes_valuation
FROM so_an_sinh_web;
REVOKE DELETE ON programmes_note FROM so_an_sinh_web;
REVOKE INSERT, UPDATE, DELETE ON django_migrations, django_content_type, auth_permission, auth_group, auth_group_permissions
FROM so_an_sinh_web;
