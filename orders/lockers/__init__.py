"""The life of a parcel in a locker: deposited, collected with a code, or taken back."""
