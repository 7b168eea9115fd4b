"""Questions of checkouts, with the fields that Shopify's and Saleor's documentation shows."""

from typing import Any, Final

SHOPIFY: Final[dict[str, Any]] = {
    "rate": {
        "origin": {
            "country": "MC", "postal_code": "98000", "province": None, "city": "Monaco", "name": None,
            "address1": "1 Quai Antoine 1er", "address2": "", "address3": None, "latitude": 43.73,
            "longitude": 7.42, "phone": "", "fax": None, "email": None, "address_type": None,
            "company_name": "Harbour Shop",
        },
        "destination": {
            "country": "MC", "postal_code": "98000", "province": None, "city": "Monaco", "name": "Bob Norman",
            "address1": "3 Rue Grimaldi", "address2": "", "address3": None, "latitude": None,
            "longitude": None, "phone": "", "fax": None, "email": None, "address_type": None,
            "company_name": None,
        },
        "items": [
            {
                "name": "Case", "sku": "CASE-1", "quantity": 1, "grams": 1000, "price": 1999,
                "vendor": "Jamie", "requires_shipping": True, "taxable": True,
                "fulfillment_service": "manual", "properties": None, "product_id": 48447225880,
                "variant_id": 258644705304,
            },
            {"name": "Case, as a gift", "sku": "CASE-1", "quantity": 2, "grams": 1000},
            {"name": "Lamp", "sku": "", "variant_id": 36, "quantity": 1, "requires_shipping": True},
            {"name": "Gift card", "sku": "CARD", "quantity": 1, "grams": 0, "requires_shipping": False},
        ],
        "currency": "EUR",
        "locale": "en",
    }
}  # fmt: skip

SALEOR_LIST: Final[list[dict[str, Any]]] = [
    {
        "type": "Checkout",
        "id": "Q2hlY2tvdXQ6YTBj",
        "channel": {"type": "Channel", "id": "Q2hhbm5lbDox", "slug": "default", "currency_code": "EUR"},
        "shipping_address": {
            "type": "Address", "first_name": "Bob", "last_name": "Norman",
            "street_address_1": "3 Rue Grimaldi", "street_address_2": "", "city": "MONACO",
            "postal_code": "98000", "country": "MC", "phone": "+37799999999",
        },
        "currency": "EUR",
        "lines": [
            {"sku": "CASE-1", "variant_id": "UHJvZHVjdFZhcmlhbnQ6Mg==", "quantity": 3, "base_price": "19.99"}
        ],
    }
]  # fmt: skip

SALEOR_SUBSCRIBED: Final[dict[str, Any]] = {
    "checkout": {
        "channel": {"currencyCode": "EUR"},
        "shippingAddress": {"streetAddress1": "3 Rue Grimaldi", "postalCode": "98000", "city": "Monaco"},
        "lines": [
            {"quantity": 3, "variant": {"id": "UHJv", "sku": "CASE-1", "weight": {"value": 1, "unit": "KG"}}}
        ],
    }
}
