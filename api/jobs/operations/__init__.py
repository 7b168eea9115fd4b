"""Operations as durable jobs: asked for, worked on in processes of their own, taken up again."""
