"""The operations: parse, call, answer. Each says itself which scopes do."""
