CREATE TABLE "comment_reports" (
	"comment_id" uuid NOT NULL,
	"reporter_id" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"settled_at" timestamp with time zone,
	CONSTRAINT "comment_reports_comment_id_reporter_id_pk" PRIMARY KEY("comment_id","reporter_id")
);
--> statement-breakpoint
CREATE TABLE "comments" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"position" bigserial NOT NULL,
	"thread" bigint NOT NULL,
	"article" text NOT NULL,
	"parent_id" uuid,
	"author_id" text,
	"body" text NOT NULL,
	"state" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"edited_at" timestamp with time zone,
	"deleted_at" timestamp with time zone,
	"judged_at" timestamp with time zone,
	CONSTRAINT "comments_position_unique" UNIQUE("position"),
	CONSTRAINT "comment_state_is_known" CHECK ("comments"."state" in ('waiting', 'shown', 'rejected')),
	CONSTRAINT "comment_is_deleted_whole" CHECK ("comments"."deleted_at" is null or "comments"."body" = '')
);
--> statement-breakpoint
ALTER TABLE "comment_reports" ADD CONSTRAINT "comment_reports_comment_id_comments_id_fk" FOREIGN KEY ("comment_id") REFERENCES "public"."comments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "comment_reports" ADD CONSTRAINT "comment_reports_reporter_id_users_id_fk" FOREIGN KEY ("reporter_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "comments" ADD CONSTRAINT "comments_parent_id_comments_id_fk" FOREIGN KEY ("parent_id") REFERENCES "public"."comments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "comments" ADD CONSTRAINT "comments_author_id_users_id_fk" FOREIGN KEY ("author_id") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "comment_reports_by_reporter" ON "comment_reports" USING btree ("reporter_id");--> statement-breakpoint
CREATE INDEX "comment_reports_open" ON "comment_reports" USING btree ("created_at","comment_id") WHERE "comment_reports"."settled_at" is null;--> statement-breakpoint
CREATE INDEX "comments_by_article" ON "comments" USING btree ("article","thread","position");--> statement-breakpoint
CREATE INDEX "comments_by_parent" ON "comments" USING btree ("parent_id");--> statement-breakpoint
CREATE INDEX "comments_by_author" ON "comments" USING btree ("author_id","position");--> statement-breakpoint
CREATE INDEX "comments_waiting" ON "comments" USING btree ("position") WHERE "comments"."state" = 'waiting' and "comments"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX "comments_rejected" ON "comments" USING btree ("judged_at") WHERE "comments"."state" = 'rejected' and "comments"."deleted_at" is null;--> statement-breakpoint
-- Whose account is deleted has written nothing any more: no name, and no text that may hold one. The
-- row stays, so that replies stay where they are.
CREATE FUNCTION "forget_comment_of_nobody"() RETURNS trigger AS $$
BEGIN
  NEW.body := '';
  NEW.deleted_at := coalesce(OLD.deleted_at, now());
  RETURN NEW;
END;
$$ LANGUAGE plpgsql;--> statement-breakpoint
CREATE TRIGGER "comments_of_nobody" BEFORE UPDATE OF "author_id" ON "comments" FOR EACH ROW WHEN (NEW.author_id IS NULL AND OLD.author_id IS NOT NULL) EXECUTE FUNCTION "forget_comment_of_nobody"();
