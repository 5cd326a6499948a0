CREATE TABLE `session_changes` (
	`session_id` text PRIMARY KEY NOT NULL,
	`changes` blob NOT NULL,
	FOREIGN KEY (`session_id`) REFERENCES `sessions`(`session_id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
ALTER TABLE `sessions` ADD `parent_id` text;--> statement-breakpoint
ALTER TABLE `sessions` ADD `worktree` text;--> statement-breakpoint
ALTER TABLE `sessions` ADD `model` text;--> statement-breakpoint
ALTER TABLE `sessions` ADD `conversation_id` text;--> statement-breakpoint
ALTER TABLE `sessions` ADD `notice` text;--> statement-breakpoint
ALTER TABLE `sessions` ADD `git` text;--> statement-breakpoint
ALTER TABLE `sessions` ADD `shell` text;--> statement-breakpoint
ALTER TABLE `sessions` ADD `mcp_servers` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `sessions` ADD `name` text;--> statement-breakpoint
ALTER TABLE `sessions` ADD `tags` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `sessions` ADD `prompt` text;--> statement-breakpoint
ALTER TABLE `sessions` ADD `resumed_from` text;