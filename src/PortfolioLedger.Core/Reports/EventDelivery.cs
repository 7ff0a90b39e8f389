namespace PortfolioLedger.Core.Reports;

/// <summary>How events reach a subscriber; stored by name.</summary>
public enum DeliveryKind
{
    /// <summary>Each is posted to an address, signed.</summary>
    Webhook,
    /// <summary>The subscriber reads a feed.</summary>
    Feed,
    /// <summary>Each is a mail in the operator's mail folder.</summary>
    MailFile,
    /// <summary>
    /// Each is a mail by way of the mail server; in the mail folder where there is no server.
    /// </summary>
    Mail,
}

/// <summary>How events reach a subscriber.</summary>
/// <param name="Kind">Which way.</param>
/// <param name="Url">The address of a webhook. It is permanent: put no secret into it.</param>
/// <param name="To">
/// Whom a mail is for: an address, <c>board@example.org</c>; of the kind mail also several,
/// comma-separated.
/// </param>
public sealed record EventDelivery(DeliveryKind Kind, string? Url = null, string? To = null)
{
    private const int MaxUrlLength = 2_000;

    /// <summary>The address of a webhook, understood.</summary>
    public Uri Address() => new(Url!, UriKind.Absolute);

    /// <summary>The addresses a mail is for, each once.</summary>
    public IEnumerable<string> Recipients() => Mailboxes.Of(To);

    /// <summary>What is wrong with it, as far as nothing outside need be asked.</summary>
    public IEnumerable<FieldFault> Faults()
    {
        if (Kind == DeliveryKind.Webhook && UrlFault() is { } fault)
            yield return new("/delivery/url", fault);
        if (Kind != DeliveryKind.Webhook && Url is not null)
            yield return new("/delivery/url", "belongs to a webhook alone; leave it out");
        if (Kind == DeliveryKind.MailFile && !Mailboxes.IsOne(To))
            yield return new("/delivery/to", "must be a mail address like \"board@example.org\"");
        if (Kind == DeliveryKind.Mail && Mailboxes.Fault(To) is { } wrong)
            yield return new("/delivery/to", wrong);
        if (Kind is not (DeliveryKind.MailFile or DeliveryKind.Mail) && To is not null)
            yield return new("/delivery/to", "belongs to a mail alone; leave it out");
    }

    private string? UrlFault() =>
        Url is not { Length: <= MaxUrlLength } || !Uri.TryCreate(Url, UriKind.Absolute, out var uri)
            || uri.Scheme is not ("https" or "http") || uri.Host.Length == 0
            ? "must be an address like \"https://example.org/hooks\""
        : uri.UserInfo.Length > 0 ? "must not hold a user or password: it is recorded for ever"
        : uri.Fragment.Length > 0 ? "must not have a fragment"
        : null;
}
