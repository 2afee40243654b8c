"""The mailbox behind a receipt code (查询码): answers, further messages, deletion."""
