using System.Globalization;

namespace PortfolioLedger.Core.AuditLog;

/// <summary>
/// Which log a checkpoint is of: that of one portfolio of one ledger in one epoch, like
/// <c>ledger.example.com/capital/1</c>. A restore opens the next epoch, because what was shown of
/// the last one may be lost.
/// </summary>
/// <param name="Ledger">Names the ledger; the same for all its portfolios.</param>
/// <param name="Portfolio">The key of the portfolio.</param>
/// <param name="Epoch">From 1.</param>
public sealed record LogOrigin(string Ledger, string Portfolio, int Epoch)
{
    /// <summary>Reads an origin.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static LogOrigin Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = text.Split('/');
        return parts.Length >= 3 && NoteText.Decimal(parts[^1]) is > 0 and <= int.MaxValue and var e
            ? new(NoteText.KeyName(string.Join('/', parts[..^2])), parts[^2], (int)e)
            : throw new FormatException(
                $"'{text}' is no origin of a ledger's log: <ledger>/<portfolio>/<epoch>.");
    }

    /// <summary>The first line of its checkpoints, and the name of its key.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Ledger}/{Portfolio}/{Epoch}");
}
