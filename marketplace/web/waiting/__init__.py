"""What waits for staff: numbers beside sections, queues with their oldest, tasks in words."""
