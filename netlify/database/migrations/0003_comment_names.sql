ALTER TABLE "comments" ADD COLUMN "author_name" text;--> statement-breakpoint
CREATE INDEX "comments_judged" ON "comments" USING btree ("author_id","judged_at") WHERE "comments"."judged_at" is not null;--> statement-breakpoint
UPDATE "comments" SET "author_name" = "users"."name" FROM "users" WHERE "users"."id" = "comments"."author_id";--> statement-breakpoint
-- The name goes with the account, as the text does.
CREATE OR REPLACE FUNCTION "forget_comment_of_nobody"() RETURNS trigger AS $$
BEGIN
  NEW.body := '';
  NEW.author_name := NULL;
  NEW.deleted_at := coalesce(OLD.deleted_at, now());
  RETURN NEW;
END;
$$ LANGUAGE plpgsql;
