"""What others are told: events written with the changes they tell of, and who gets them."""
