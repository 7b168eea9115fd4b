"""How long loads and lorries wait, by formula."""

from math import log

MOST_SERVERS = 120


def chance_to_wait(rate: float, service: float, servers: int) -> float:
    """Return the chance that who comes finds all servers busy; 1 where they cannot keep up.

    Source: Erlang (1917), formula C, of the queue M/M/c.

    rate, service
        arrivals per unit of time, and mean time of service in it.
    """
    offered = rate * service
    if offered >= servers:
        return 1.0
    if offered <= 0:
        return 0.0
    blocking = 1.0
    for k in range(1, servers + 1):  # Erlang B step by step: no large factorials
        blocking = offered * blocking / (k + offered * blocking)
    return blocking / (1 - offered / servers * (1 - blocking))


def mean_wait(rate: float, service: float, servers: int, *, service_cv: float = 1.0) -> float:
    """Return the mean time in the queue M/G/c; infinite where the servers cannot keep up.

    (1 + cv^2)/2 times the wait of M/M/c.
    Source: Lee & Longton (1959), Operational Research Quarterly 10, doi:10.1057/jors.1959.5; exact for c = 1
    (Pollaczek-Khinchine) and for exponential service.

    service_cv
        standard deviation of the time of service over its mean.
    """
    spare = servers - rate * service
    if spare <= 0:
        return float("inf")
    return (1 + service_cv**2) / 2 * chance_to_wait(rate, service, servers) * service / spare


def wait_not_exceeded(
    rate: float, service: float, servers: int, share: float, *, service_cv: float = 1.0
) -> float:
    """Return the wait that a `share` of all do not exceed; infinite where the servers cannot keep up.

    P(wait > t) = C exp(-t C / mean wait), exact for M/M/c and taken over for M/G/c.
    """
    chance = chance_to_wait(rate, service, servers)
    if chance >= 1:
        return float("inf")
    if chance <= 1 - share:
        return 0.0
    mean = mean_wait(rate, service, servers, service_cv=service_cv)
    return mean / chance * log(chance / (1 - share))


def servers_needed(
    rate: float, service: float, *, utilisation: float, wait_limit: float, share: float
) -> int:
    """Return the fewest servers busy at most `utilisation` that let `share` wait at most `wait_limit`.

    Source: ceil(rate x service / utilisation) of dock planning, and Erlang C for the wait.
    """
    servers = 1
    while rate * service > utilisation * servers + 1e-9:
        servers += 1
    while servers < MOST_SERVERS and wait_not_exceeded(rate, service, servers, share) > wait_limit:
        servers += 1
    return servers
