//! The route table: which address of the operator's network stands for which real one.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::str::FromStr;

/// Routes that one table holds.
pub const ROUTES_MAX: usize = 256;

/// A route table. `HOST:PORT` beats `HOST`, which beats `*:PORT`, which beats `*`.
///
/// ```
/// use transport::dialer::Routes;
///
/// let routes: Routes = "10.0.0.172:80=127.0.0.1:8080".parse()?;
/// assert_eq!(routes.find("10.0.0.172", 80), Some(([127, 0, 0, 1], 8080).into()));
/// assert_eq!(routes.find("10.0.0.172", 81), None);
/// # Ok::<(), transport::dialer::RouteError>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Routes {
    table: BTreeMap<Pattern, SocketAddr>,
    /// Addresses beyond loopback that the user named.
    named: BTreeSet<SocketAddr>,
}

impl Routes {
    /// The table that leads every address to `to`.
    #[must_use]
    pub fn all_to(to: SocketAddr) -> Self {
        let any = Pattern { host: None, port: None };
        Self { table: BTreeMap::from([(any, to)]), named: BTreeSet::from([to]) }
    }

    /// Adds a route that the user named, or replaces the one with the same left side.
    ///
    /// `from` is `HOST`, `HOST:PORT`, `*:PORT` or `*`; `to` an IP address or `localhost`, with its
    /// port. What the user names may be any address.
    ///
    /// # Errors
    /// [`RouteError`] when a side cannot be read or the table is full.
    pub fn add(&mut self, from: &str, to: &str) -> Result<(), RouteError> {
        let target = target(to)?;
        self.insert(from.parse()?, target)?;
        self.named.insert(target);
        Ok(())
    }

    /// Adds a route that came over the control socket: it may lead to loopback or to where the
    /// user has already pointed, and nowhere else.
    ///
    /// # Errors
    /// [`RouteError`] as for [`Self::add`], and for a target that is not allowed.
    pub fn add_remote(&mut self, from: &str, to: &str) -> Result<(), RouteError> {
        let target = target(to)?;
        if !target.ip().is_loopback() && !self.named.contains(&target) {
            return Err(RouteError::NotLoopback { to: to.to_owned() });
        }
        self.insert(from.parse()?, target)
    }

    /// Where `host` and `port` lead, if anywhere. The case of letters in `host` does not count.
    #[must_use]
    pub fn find(&self, host: &str, port: u16) -> Option<SocketAddr> {
        let host = Some(host_key(host));
        [(host.clone(), Some(port)), (host, None), (None, Some(port)), (None, None)]
            .into_iter()
            .find_map(|(host, port)| self.table.get(&Pattern { host, port }))
            .copied()
    }

    fn insert(&mut self, pattern: Pattern, target: SocketAddr) -> Result<(), RouteError> {
        if self.table.len() >= ROUTES_MAX && !self.table.contains_key(&pattern) {
            return Err(RouteError::Full);
        }
        self.table.insert(pattern, target);
        Ok(())
    }
}

impl FromStr for Routes {
    type Err = RouteError;

    /// Reads `ADDR=ADDR`, or several of them with commas between.
    fn from_str(text: &str) -> Result<Self, RouteError> {
        let mut routes = Self::default();
        for route in text.split(',') {
            let (from, to) = route
                .split_once('=')
                .ok_or_else(|| RouteError::NoArrow { text: route.to_owned() })?;
            routes.add(from.trim(), to.trim())?;
        }
        Ok(routes)
    }
}

impl fmt::Display for Routes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, (Pattern { host, port }, to)) in self.table.iter().enumerate() {
            let comma = if index == 0 { "" } else { "," };
            let host = host.as_deref().unwrap_or("*");
            match port {
                Some(port) => write!(f, "{comma}{host}:{port}={to}")?,
                None => write!(f, "{comma}{host}={to}")?,
            }
        }
        Ok(())
    }
}

/// Why a route was not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RouteError {
    /// The text is not two addresses.
    #[error(
        "`{text}` is no route; give ADDR=ADDR, as in `10.0.0.172:80=127.0.0.1:8080` or `*=...`"
    )]
    NoArrow {
        /// The text as given.
        text: String,
    },
    /// The left side names no address.
    #[error("`{from}` is no bearer address; give HOST, HOST:PORT, *:PORT or *")]
    From {
        /// The left side as given.
        from: String,
    },
    /// The right side names no real address.
    #[error("`{to}` is no address to dial; give an IP address or localhost, with its port")]
    To {
        /// The right side as given.
        to: String,
    },
    /// The right side is neither loopback nor an address that the user named.
    #[error("`{to}` is not loopback, and no --route of the server names it")]
    NotLoopback {
        /// The right side as given.
        to: String,
    },
    /// The table holds [`ROUTES_MAX`] routes.
    #[error("the table holds {ROUTES_MAX} routes and takes no more")]
    Full,
    /// The bearer does not go through a table.
    #[error("the bearer of this model has no route table")]
    NoTable,
}

/// The left side of a route; `None` stands for any.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Pattern {
    host: Option<String>,
    port: Option<u16>,
}

impl FromStr for Pattern {
    type Err = RouteError;

    fn from_str(text: &str) -> Result<Self, RouteError> {
        let wrong = || RouteError::From { from: text.to_owned() };
        let (host, port) = match text.rsplit_once(':') {
            // The colons of a bare IPv6 address separate no port.
            Some((host, _)) if host.contains(':') && !host.ends_with(']') => (text, None),
            Some((host, port)) => (host, Some(port.parse().map_err(|_| wrong())?)),
            None => (text, None),
        };
        if host.is_empty() || host.contains(char::is_whitespace) || host.contains('/') {
            return Err(wrong());
        }
        Ok(Self { host: (host != "*").then(|| host_key(host)), port })
    }
}

/// The form in which hosts are compared: lower case, an IPv6 address without its brackets.
fn host_key(host: &str) -> String {
    host.trim_start_matches('[').trim_end_matches(']').to_ascii_lowercase()
}

fn target(text: &str) -> Result<SocketAddr, RouteError> {
    let wrong = || RouteError::To { to: text.to_owned() };
    if let Some(port) = text.strip_prefix("localhost:") {
        let port = port.parse().map_err(|_| wrong())?;
        return Ok(SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), port));
    }
    text.parse().map_err(|_| wrong())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(routes: &Routes, host: &str, port: u16) -> String {
        routes.find(host, port).map_or_else(|| "none".to_owned(), |to| to.to_string())
    }

    #[test]
    fn the_closest_route_wins() {
        let routes: Routes = "*=127.0.0.1:1, *:80=127.0.0.1:2, mmsc.example=127.0.0.1:3,\
                              MMSC.example:80=localhost:4, [::1]:80=[::1]:5"
            .parse()
            .unwrap();
        for (host, port, expected) in [
            ("10.0.0.172", 9201, "127.0.0.1:1"),
            ("10.0.0.172", 80, "127.0.0.1:2"),
            ("mmsc.example", 9201, "127.0.0.1:3"),
            ("mmsc.EXAMPLE", 80, "127.0.0.1:4"),
            ("::1", 80, "[::1]:5"),
            ("[::1]", 80, "[::1]:5"),
        ] {
            assert_eq!(found(&routes, host, port), expected, "{host}:{port}");
        }
    }

    #[test]
    fn an_address_without_a_route_leads_nowhere() {
        let routes: Routes = "10.0.0.172:80=127.0.0.1:8080".parse().unwrap();
        assert_eq!(found(&routes, "10.0.0.172", 80), "127.0.0.1:8080");
        assert_eq!(found(&routes, "10.0.0.172", 8080), "none");
        assert_eq!(found(&routes, "10.0.0.17", 80), "none");
        assert_eq!(found(&Routes::default(), "127.0.0.1", 80), "none");
    }

    #[test]
    fn a_later_route_replaces_an_earlier_one() {
        let mut routes = Routes::all_to(([127, 0, 0, 1], 1).into());
        routes.add("*", "127.0.0.1:2").unwrap();
        assert_eq!(found(&routes, "any", 1), "127.0.0.1:2");
        assert_eq!(routes.to_string(), "*=127.0.0.1:2");
    }

    #[test]
    fn only_the_user_may_leave_loopback() {
        let mut routes = Routes::default();
        let refused = RouteError::NotLoopback { to: "192.0.2.1:80".to_owned() };
        assert_eq!(routes.add_remote("*", "192.0.2.1:80"), Err(refused));
        assert_eq!(found(&routes, "any", 1), "none");
        assert_eq!(routes.add_remote("*", "127.0.0.9:80"), Ok(()));
        assert_eq!(routes.add("a", "192.0.2.1:80"), Ok(()));
        assert_eq!(routes.add_remote("b", "192.0.2.1:80"), Ok(()));
        assert_eq!(found(&routes, "b", 1), "192.0.2.1:80");
    }

    #[test]
    fn the_table_is_bounded() {
        let mut routes = Routes::default();
        for index in 0..ROUTES_MAX {
            routes.add(&format!("host{index}"), "127.0.0.1:1").unwrap();
        }
        assert_eq!(routes.add("one-more", "127.0.0.1:1"), Err(RouteError::Full));
        assert_eq!(routes.add("host0", "127.0.0.1:2"), Ok(()));
    }

    #[test]
    fn refusals_name_the_side() {
        for (text, needle) in [
            ("10.0.0.172:80", "is no route"),
            ("=127.0.0.1:1", "`` is no bearer address"),
            ("a:port=127.0.0.1:1", "`a:port` is no bearer address"),
            ("http://a/=127.0.0.1:1", "is no bearer address"),
            ("*=mmsc.example:80", "`mmsc.example:80` is no address to dial"),
            ("*=127.0.0.1", "`127.0.0.1` is no address to dial"),
            ("*=localhost:99999", "is no address to dial"),
        ] {
            let error = text.parse::<Routes>().unwrap_err().to_string();
            assert!(error.contains(needle), "{text}: {error}");
        }
    }
}
