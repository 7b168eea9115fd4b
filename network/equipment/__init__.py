"""What a warehouse needs inside: racks, forklifts, cranes, conveyors and doors, chosen with reasons."""
