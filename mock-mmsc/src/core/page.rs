//! The page that goes with an HTTP status other than 2xx: people and clients meet HTML there (HTTP-7).

/// Media type of [`page`].
pub(super) const MEDIA_TYPE: &str = "text/html";

/// A page that names the status.
pub(super) fn page(status: u16) -> Vec<u8> {
    let reason = reason(status);
    let title = if reason.is_empty() { format!("{status}") } else { format!("{status} {reason}") };
    format!(
        "<html><head><title>{title}</title></head><body><h1>{title}</h1><p>mock MMSC</p></body></html>\n"
    )
    .into_bytes()
}

const fn reason(status: u16) -> &'static str {
    match status {
        301 => "Moved Permanently",
        302 => "Found",
        400 => "Bad Request",
        401 => "Unauthorized",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        408 => "Request Timeout",
        413 => "Content Too Large",
        500 => "Internal Server Error",
        502 => "Bad Gateway",
        503 => "Service Unavailable",
        504 => "Gateway Timeout",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_names_the_status() {
        let text = |status| String::from_utf8(page(status)).unwrap();
        assert!(text(503).contains("<h1>503 Service Unavailable</h1>"));
        assert!(text(599).contains("<h1>599</h1>"));
    }
}
