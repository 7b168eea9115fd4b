"""What is wrong with orders, as JSON."""

from pydantic import BaseModel


class OrderFaultOut(BaseModel):
    """What is wrong with an order that is not kept."""

    where: str
    field: str
    value: str
    expected: str
