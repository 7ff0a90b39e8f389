namespace PortfolioLedger.Core.Reports;

/// <summary>Mail addresses as commands name them: comma-separated, without names.</summary>
public static class Mailboxes
{
    /// <summary>More than this is a mailing list, which has an address of its own.</summary>
    public const int Max = 20;

    /// <summary>The addresses in a text, each once.</summary>
    public static IEnumerable<string> Of(string? text) => (text ?? "")
        .Split(',').Select(address => address.Trim(' '))
        .Distinct(StringComparer.OrdinalIgnoreCase);

    /// <summary>What is wrong with a text that is to hold some; null when nothing is.</summary>
    public static string? Fault(string? text) => Of(text).Count() <= Max && Of(text).All(IsOne)
        ? null
        : "must be a mail address like \"board@example.org\", "
            + $"or up to {Max} of them, comma-separated";

    /// <summary>
    /// One plain mailbox: no name, nothing that could start another header.
    /// </summary>
    public static bool IsOne(string? text) => text is { Length: >= 3 and <= 254 }
        && text.Split('@') is [{ Length: > 0 }, { Length: > 0 }]
        && text.All(c => char.IsAsciiLetterOrDigit(c) || "@.-_+'/=!#$%&*?^{}|~".Contains(c));
}
