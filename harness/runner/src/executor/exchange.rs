//! The step `mmsc`: a new script, or a look at what the mock MMSC got.

use super::case::Case;
use super::efs::difference;
use super::script;
use super::stop::Stop;
use crate::counted;
use crate::event::{ExchangeRecord, FieldRecord, FindingRecord, Octets, RunEvent};
use crate::verdict::Verdict;
use mock_mmsc::dissect::{Dissection, Field, PartView};
use mock_mmsc::rule::{Finding, Severity};
use mock_mmsc::{Exchange, Outcome, Request};
use scenario::{
    Findings, HeaderExpectation, HttpHeaderExpectation, HttpHeaderValue, MmscStep, PartExpectation,
    Received, Span, Spanned, Template, shown,
};
use std::time::Duration;
use tokio::time::Instant;

/// Time in which an expected request must have come.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(15);

/// Time between two looks at the mock MMSC.
const LOOK_INTERVAL: Duration = Duration::from_millis(20);

/// HTTP header fields that a message names at most.
const HEADERS_SHOWN_MAX: usize = 20;

impl Case<'_> {
    /// Scripts the mock MMSC, or checks what it got.
    pub(super) async fn mmsc(&mut self, step: &MmscStep) -> Result<Verdict, Stop> {
        let Some(mmsc) = self.mmsc else {
            return Err(Stop::Inconclusive("the module's network side cannot be seen".to_owned()));
        };
        match step {
            MmscStep::Script(answers) => {
                mmsc.lock().set_script(script::convert(answers, &self.captures)?);
            }
            MmscStep::Check { received, findings, requests } => {
                let before = self.exchange_read;
                for expected in received {
                    let exchange = self.next_exchange(expected).await?;
                    self.compare(expected, &exchange)?;
                }
                let first = if received.is_empty() { self.exchange_base } else { before };
                if let Some(findings) = findings {
                    self.compare_findings(findings, first)?;
                }
                if let Some(requests) = requests {
                    self.compare_count(*requests)?;
                }
            }
        }
        Ok(Verdict::Pass)
    }

    /// Puts exchanges that are not there yet into the transcript.
    pub(super) fn tell_exchanges(&mut self) {
        let Some(mmsc) = self.mmsc else { return };
        let records: Vec<(u64, ExchangeRecord)> = mmsc
            .lock()
            .exchanges_after(self.exchange_told)
            .iter()
            .map(|exchange| (exchange.number, record(exchange)))
            .collect();
        for (number, record) in records {
            self.exchange_told = number;
            self.te.transcript.push(RunEvent::Exchange(record));
        }
    }

    async fn next_exchange(&mut self, expected: &Spanned<Received>) -> Result<Exchange, Stop> {
        let deadline = Instant::now() + REQUEST_TIMEOUT;
        loop {
            let next = self
                .mmsc
                .and_then(|mmsc| mmsc.lock().exchanges_after(self.exchange_read).first().cloned());
            if let Some(exchange) = next {
                self.exchange_read = exchange.number;
                return Ok(exchange);
            }
            if Instant::now() >= deadline {
                return Err(self.failed(
                    "attest::run::missing_request",
                    "no further request reached the mock MMSC",
                    expected.span,
                    "this did not come",
                ));
            }
            self.watch(LOOK_INTERVAL).await?;
        }
    }

    fn compare(&self, expected: &Spanned<Received>, exchange: &Exchange) -> Result<(), Stop> {
        let want = &expected.value;
        if let Some(method) = &want.method {
            self.same("method", &method.value, &exchange.request.method, method.span)?;
        }
        if let Some(target) = &want.target {
            let text = target.value.resolve(&self.captures);
            self.same("request target", &text, &exchange.request.target, target.span)?;
        }
        for field in &want.http_headers {
            self.compare_http_header(field, &exchange.request)?;
        }
        let body_wanted = want.message_type.is_some()
            || want.to.is_some()
            || want.cc.is_some()
            || want.bcc.is_some()
            || want.subject.is_some()
            || want.parts.is_some()
            || !want.headers.is_empty();
        let Some(dissection) = &exchange.dissection else {
            if !body_wanted {
                return Ok(());
            }
            return Err(self.differs(
                "the request has no PDU",
                expected.span,
                "a PDU was expected",
                exchange,
            ));
        };
        self.compare_pdu(want, dissection, exchange)
    }

    fn compare_http_header(
        &self,
        want: &HttpHeaderExpectation,
        request: &Request,
    ) -> Result<(), Stop> {
        let name = &want.name.value;
        let found = combined(request, name);
        if want.value.value.is_match(found.as_deref(), &self.captures) {
            return Ok(());
        }
        let message = found.map_or_else(
            || format!("the request has no header field {name}; it has {}", head(request)),
            |found| format!("the header field {name} is `{}`", shown(&found)),
        );
        let label = match &want.value.value {
            HttpHeaderValue::Text(_) => "this was expected",
            HttpHeaderValue::Pattern(_) => "a value that matches was expected",
            HttpHeaderValue::Absent => "it must be absent",
        };
        Err(self.failed("attest::run::wrong_request", message, want.value.span, label))
    }

    fn compare_pdu(
        &self,
        want: &Received,
        pdu: &Dissection,
        exchange: &Exchange,
    ) -> Result<(), Stop> {
        if let Some(message_type) = &want.message_type {
            let found = pdu.message_type().unwrap_or("no MMS PDU");
            self.same("PDU type", &message_type.value, found, message_type.span)?;
        }
        for (name, addresses) in [("To", &want.to), ("Cc", &want.cc), ("Bcc", &want.bcc)] {
            if let Some(addresses) = addresses {
                self.compare_addresses(name, addresses, pdu, exchange)?;
            }
        }
        if let Some(subject) = &want.subject {
            let text = subject.value.resolve(&self.captures);
            self.compare_header("Subject", Some(&text), subject.span, pdu, exchange)?;
        }
        for HeaderExpectation { name, value } in &want.headers {
            let text = value.value.as_ref().map(|text| text.resolve(&self.captures));
            self.compare_header(&name.value, text.as_deref(), value.span, pdu, exchange)?;
        }
        want.parts.as_ref().map_or(Ok(()), |parts| self.compare_parts(parts, pdu, exchange))
    }

    fn compare_addresses(
        &self,
        name: &str,
        wanted: &Spanned<Vec<Spanned<Template>>>,
        pdu: &Dissection,
        exchange: &Exchange,
    ) -> Result<(), Stop> {
        let fields: Vec<&Field> = pdu.headers(name).collect();
        let found: Vec<&str> = fields.iter().map(|field| field.value.as_str()).collect();
        for (index, address) in wanted.value.iter().enumerate() {
            let text = address.value.resolve(&self.captures);
            if found.get(index) != Some(&text.as_str()) {
                let message = format!("{name} is {}", listed(&found));
                let stop = self.differs(&message, address.span, "this was expected", exchange);
                return Err(with_fields(stop, &fields, pdu));
            }
        }
        if found.len() == wanted.value.len() {
            return Ok(());
        }
        let message = format!("{name} is {}, {}", listed(&found), expected(wanted.value.len()));
        let stop = self.differs(&message, wanted.span, "these were expected", exchange);
        Err(with_fields(stop, &fields, pdu))
    }

    fn compare_header(
        &self,
        name: &str,
        wanted: Option<&str>,
        place: Span,
        pdu: &Dissection,
        exchange: &Exchange,
    ) -> Result<(), Stop> {
        let field = pdu.header(name);
        let found = field.map(|field| field.value.as_str());
        if found == wanted {
            return Ok(());
        }
        let message = found.map_or_else(
            || format!("the PDU has no header field {name}"),
            |found| format!("{name} is `{found}`"),
        );
        let label = if wanted.is_some() { "this was expected" } else { "it must be absent" };
        let fields: Vec<&Field> = field.into_iter().collect();
        Err(with_fields(self.differs(&message, place, label, exchange), &fields, pdu))
    }

    fn compare_parts(
        &self,
        wanted: &Spanned<Vec<Spanned<PartExpectation>>>,
        pdu: &Dissection,
        exchange: &Exchange,
    ) -> Result<(), Stop> {
        let found = pdu.parts();
        for (index, part) in wanted.value.iter().enumerate() {
            let Some(view) = found.get(index) else {
                let message = format!("the PDU has {}", counted(found.len(), "part"));
                let stop = self.differs(&message, part.span, "this part is missing", exchange);
                return Err(with_fields(stop, &parts_of(&found), pdu));
            };
            self.compare_part(&part.value, view, exchange)
                .map_err(|stop| with_fields(stop, &[view.field], pdu))?;
        }
        if found.len() == wanted.value.len() {
            return Ok(());
        }
        let (parts, expected) = (counted(found.len(), "part"), expected(wanted.value.len()));
        let message = format!("the PDU has {parts}, {expected}");
        let stop = self.differs(&message, wanted.span, "these were expected", exchange);
        Err(with_fields(stop, &parts_of(&found), pdu))
    }

    fn compare_part(
        &self,
        wanted: &PartExpectation,
        found: &PartView<'_>,
        exchange: &Exchange,
    ) -> Result<(), Stop> {
        let resolved = |template: &Option<Spanned<Template>>| {
            template.as_ref().map(|text| (text.value.resolve(&self.captures), text.span))
        };
        let plain = |text: &Option<Spanned<String>>| {
            text.as_ref().map(|text| (text.value.clone(), text.span))
        };
        let texts = [
            ("content type", plain(&wanted.content_type), Some(found.content_type)),
            ("charset", plain(&wanted.charset), found.charset),
            ("Content-Location", resolved(&wanted.location), found.content_location),
            ("Content-ID", resolved(&wanted.id), found.content_id),
            ("name", resolved(&wanted.name), found.name),
        ];
        for (what, want, have) in texts {
            let Some((want, place)) = want else { continue };
            if have != Some(want.as_str()) {
                let message = format!("the part's {what} is {}", have.unwrap_or("absent"));
                return Err(self.differs(&message, place, "this was expected", exchange));
            }
        }
        if let Some(size) = wanted.size.filter(|size| size.value != found.data.len()) {
            let message = format!("the part has {}", counted(found.data.len(), "octet"));
            return Err(self.differs(&message, size.span, "this was expected", exchange));
        }
        let Some(payload) = &wanted.payload else { return Ok(()) };
        let octets = payload.value.octets_with(&self.captures);
        if octets == found.data {
            return Ok(());
        }
        let message = format!("the part's data differ: {}", difference(&octets, found.data));
        Err(self.differs(&message, payload.span, "this was expected", exchange))
    }

    fn compare_findings(&self, wanted: &Spanned<Findings>, after: u64) -> Result<(), Stop> {
        let Some(mmsc) = self.mmsc else { return Ok(()) };
        let found: Vec<Finding> = mmsc
            .lock()
            .exchanges_after(after)
            .iter()
            .filter(|exchange| after == self.exchange_base || exchange.number <= self.exchange_read)
            .flat_map(|exchange| exchange.findings.iter().cloned())
            .collect();
        if let Some(limit) = wanted.value.none_at {
            let grave: Vec<&Finding> =
                found.iter().filter(|finding| finding.severity >= severity(limit.value)).collect();
            if let Some(first) = grave.first() {
                let message =
                    format!("{} finding(s), the first by rule {}", grave.len(), first.rule);
                let stop = self.failed(
                    "attest::run::findings",
                    message,
                    limit.span,
                    "none of these was expected",
                );
                return Err(with_findings(stop, grave.into_iter()));
            }
        }
        for rule in &wanted.value.rules {
            if !found.iter().any(|finding| finding.rule == rule.value) {
                let message = format!("rule {} found nothing", rule.value);
                let stop =
                    self.failed("attest::run::findings", message, rule.span, "this was expected");
                return Err(with_findings(stop, found.iter()));
            }
        }
        Ok(())
    }

    fn compare_count(&self, wanted: Spanned<usize>) -> Result<(), Stop> {
        let Some(mmsc) = self.mmsc else { return Ok(()) };
        let count = mmsc.lock().exchange_count().saturating_sub(self.exchange_base);
        if usize::try_from(count) == Ok(wanted.value) {
            return Ok(());
        }
        Err(self.failed(
            "attest::run::wrong_request_count",
            format!("{} reached the mock MMSC", counted(count, "request")),
            wanted.span,
            format!("{count} came"),
        ))
    }

    fn same(&self, what: &str, wanted: &str, found: &str, place: Span) -> Result<(), Stop> {
        if wanted == found {
            return Ok(());
        }
        Err(self.failed(
            "attest::run::wrong_request",
            format!("the {what} is `{found}`"),
            place,
            "this was expected",
        ))
    }

    fn differs(&self, message: &str, place: Span, label: &str, exchange: &Exchange) -> Stop {
        let stop = self.failed("attest::run::wrong_pdu", message, place, label);
        with_findings(stop, exchange.findings.iter())
    }
}

/// The value of an HTTP header field; those of several fields of one name with a comma and a blank between them.
fn combined(request: &Request, name: &str) -> Option<Vec<u8>> {
    let of_that_name = request.headers.iter().filter(|(other, _)| other.eq_ignore_ascii_case(name));
    let values: Vec<&[u8]> = of_that_name.map(|(_, value)| value.as_slice()).collect();
    if values.is_empty() { None } else { Some(values.join(b", ".as_slice())) }
}

/// All HTTP header fields that came, the first [`HEADERS_SHOWN_MAX`] of them.
fn head(request: &Request) -> String {
    let line = |(name, value): &(String, Vec<u8>)| format!("`{name}: {}`", shown(value));
    let mut lines: Vec<String> = request.headers.iter().take(HEADERS_SHOWN_MAX).map(line).collect();
    if request.headers.len() > HEADERS_SHOWN_MAX {
        lines.push("others".to_owned());
    }
    if lines.is_empty() { "none".to_owned() } else { lines.join(", ") }
}

fn with_findings<'f>(stop: Stop, findings: impl Iterator<Item = &'f Finding>) -> Stop {
    match stop {
        Stop::Failed(mut failure) => {
            failure.findings = findings.map(finding_record).collect();
            Stop::Failed(failure)
        }
        other => other,
    }
}

/// Shows where the PDU differs; without a field in question, all its header fields.
fn with_fields(stop: Stop, fields: &[&Field], pdu: &Dissection) -> Stop {
    let Stop::Failed(mut failure) = stop else { return stop };
    let record = |field: &Field| FieldRecord {
        offset: field.offset,
        octets: Octets(pdu.octets.get(field.offset..field.end()).unwrap_or_default().to_vec()),
        name: field.name.to_string(),
        value: field.value.to_string(),
    };
    failure.fields = if fields.is_empty() {
        pdu.header_fields().map(record).collect()
    } else {
        fields.iter().copied().map(record).collect()
    };
    Stop::Failed(failure)
}

fn parts_of<'p>(views: &[PartView<'p>]) -> Vec<&'p Field> {
    views.iter().map(|view| view.field).collect()
}

const fn severity(severity: scenario::Severity) -> Severity {
    match severity {
        scenario::Severity::Info => Severity::Info,
        scenario::Severity::Warn => Severity::Warn,
        scenario::Severity::Error => Severity::Error,
    }
}

/// How many values were expected, as the end of a sentence.
fn expected(count: usize) -> String {
    format!("{count} {} expected", if count == 1 { "was" } else { "were" })
}

fn listed(values: &[&str]) -> String {
    if values.is_empty() { "absent".to_owned() } else { format!("`{}`", values.join("`, `")) }
}

fn record(exchange: &Exchange) -> ExchangeRecord {
    let headers = exchange.dissection.iter().flat_map(Dissection::header_fields);
    ExchangeRecord {
        at_us: u64::try_from(exchange.at.as_micros()).unwrap_or(u64::MAX),
        method: exchange.request.method.clone(),
        target: exchange.request.target.clone(),
        message_type: exchange
            .dissection
            .as_ref()
            .and_then(Dissection::message_type)
            .map(str::to_owned),
        headers: headers.map(|field| (field.name.to_string(), field.value.to_string())).collect(),
        findings: exchange.findings.iter().map(finding_record).collect(),
        reply_status: exchange.reply_status,
        refused: match &exchange.outcome {
            Outcome::Accepted => None,
            Outcome::Refused(reason) => Some(reason.clone()),
        },
    }
}

fn finding_record(finding: &Finding) -> FindingRecord {
    FindingRecord {
        rule: finding.rule.to_owned(),
        severity: finding.severity.to_string(),
        offset: finding.offset,
        clause: finding.clause.to_owned(),
        message: finding.message.clone(),
    }
}
