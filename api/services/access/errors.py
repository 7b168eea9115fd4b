"""Why a call is not let in."""

from typing import Final

from core.errors import RoundsmanError


class CredentialsNeeded(RoundsmanError):
    """The call needs an API key or a signed-in person."""

    code = "credentials-needed"
    action = "Send the header Authorization: Bearer KEY, or sign in; `roundsman keys create` makes a key."


class CredentialsRefused(RoundsmanError):
    """The API key is not, or no longer, valid."""

    code = "credentials-refused"
    action = "Use another key; `roundsman keys create` makes one, `roundsman keys list` shows them."


class SignInRefused(CredentialsRefused):
    """Nobody is signed in by these."""

    code = "sign-in-refused"
    action = "Try again; whoever runs the server sets a new password with `roundsman users password`."


class ProviderRefused(RoundsmanError):
    """Nobody is signed in by the provider of identities."""

    code = "provider-refused"
    action = "Begin again at the page of this server; where that does not help, ask whoever runs the server."


class NoRole(ProviderRefused):
    """Whom the provider of identities knows has no role here."""

    code = "no-role"
    action = "Have one of your groups at the provider given a role: ROUNDSMAN_OIDC_ROLES on the server."


class IdentityProviderFailed(RoundsmanError):
    """The provider of identities did not answer, or answered nonsense."""

    code = "identity-provider-failed"
    action = "Try again later; whoever runs the server looks at ROUNDSMAN_OIDC_ISSUER."


class AdminLinkOver(RoundsmanError):
    """The link by which the first administrator is set up is good no more."""

    code = "admin-link-over"
    action = (
        "Start the server anew: it prints another as long as there is no key and nobody. Otherwise sign in, "
        "or use `roundsman users add` on the server."
    )


class SignInsBusy(RoundsmanError):
    """More people sign in than can be looked at.

    retry_after
        seconds until somebody may be let in.
    """

    code = "sign-ins-busy"
    action = "Try again in a few seconds."
    retry_after: Final = 3


class ScopeMissing(RoundsmanError):
    """The caller may not do this.

    scope
        what the caller would need.
    """

    code = "scope-missing"
    action = "Use a key, or sign in as somebody, with the scope that the message names."

    def __init__(self, message: str, *, scope: str) -> None:
        super().__init__(message)
        self.scope = scope
