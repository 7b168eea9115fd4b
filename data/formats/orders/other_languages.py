"""What columns of tables of order lines are called in other languages, in lower_snake."""

from collections.abc import Mapping
from typing import Final

OTHER_LANGUAGES: Final[Mapping[str, tuple[str, ...]]] = {
    "order": (
        *(
            "auftrag",
            "auftragsnummer",
            "auftragsnr",
            "auftrags_nr",
            "bestellung",
            "bestellnummer",
            "bestell_nr",
        ),
        *("commande", "numéro_de_commande", "numero_de_commande", "n_de_commande", "n_commande", "référence"),
        *("pedido", "número_de_pedido", "numero_de_pedido", "n_pedido", "ordine", "numero_ordine"),
        *("bestelnummer", "订单", "订单号", "订单编号", "訂單號", "訂單編號"),
    ),
    "sku": (
        *("artikel", "artikelnummer", "artikelnr", "artikel_nr", "produkt", "produktnummer"),
        *("article", "code_article", "référence_article", "reference_article", "produit", "code_produit"),
        *("artículo", "articulo", "producto", "articolo", "codice_articolo", "prodotto"),
        *("商品", "商品编码", "商品编号", "货号", "商品編號", "貨號", "product_code", "article_number"),
    ),
    "quantity": (
        *("menge", "anzahl", "stück", "stueck", "stk", "stückzahl", "quantité", "quantite", "qté", "qte"),
        *("nombre", "cantidad", "unidades", "quantità", "quantita", "aantal", "数量", "件数", "數量", "件數"),
        *("pcs", "pc", "units", "count", "no_of_pieces", "number_of_pieces"),
    ),
    "weight_g": ("gewicht", "einzelgewicht", "stückgewicht", "poids", "peso", "重量", "单件重量", "單件重量"),
    "volume_ml": ("volumen", "rauminhalt", "volumen_unitario", "体积", "體積"),
    "length_mm": (
        "länge",
        "laenge",
        "longueur",
        "largo",
        "longitud_de_lado",
        "lunghezza",
        "长",
        "长度",
        "長度",
    ),
    "width_mm": ("breite", "largeur", "ancho", "larghezza", "breedte", "宽", "宽度", "寬度"),
    "height_mm": ("höhe", "hoehe", "hauteur", "altura", "altezza", "hoogte", "高", "高度"),
    "temperature": (
        "temperatur",
        "temperaturklasse",
        "kühlung",
        "température",
        "temperatura",
        "温度",
        "温层",
    ),
    "customer": (
        *("kunde", "kundenname", "empfänger", "empfaenger", "client_nom", "nom_du_client", "destinataire"),
        *("cliente", "destinatario", "klant", "客户", "收件人", "收货人", "客戶", "收貨人"),
    ),
    "email": ("e_mail_adresse", "courriel", "adresse_e_mail", "correo", "邮箱", "电子邮件", "郵箱"),
    "phone": (
        "telefon",
        "telefonnummer",
        "handy",
        "téléphone",
        "teléfono",
        "telefono",
        "电话",
        "手机",
        "電話",
    ),
    "address": (
        *("adresse", "lieferadresse", "anschrift", "adresse_de_livraison", "dirección", "direccion"),
        *("indirizzo", "adres", "地址", "收货地址", "送货地址", "收貨地址"),
    ),
    "lon": ("längengrad", "laengengrad", "longitud", "longitudine", "经度", "經度"),
    "lat": ("breitengrad", "latitud", "latitudine", "纬度", "緯度"),
    "day": (
        *("tag", "datum", "liefertag", "lieferdatum", "date_de_livraison", "jour", "fecha"),
        *("fecha_de_entrega", "data_di_consegna", "日期", "送货日期", "配送日期"),
    ),
    "window": ("zeitfenster", "lieferfenster", "créneau", "creneau", "franja_horaria", "时间段", "時段"),
}
"""By attribute: German, French, Spanish, Italian, Dutch, Chinese; and short English words."""
