namespace PortfolioLedger.Imports;

/// <summary>
/// How the events of an import belong together: their correlation names the file and the import.
/// Imports of earlier releases named the file alone; their id is that of their first event.
/// </summary>
internal static class ImportId
{
    private const string Separator = ";import:";

    /// <summary>The correlation of all events of an import.</summary>
    public static string Correlation(string sha256, Guid import) =>
        $"sha256:{sha256}{Separator}{import}";

    /// <summary>The id in a correlation; null when it names none.</summary>
    public static Guid? Of(string correlation) =>
        correlation.IndexOf(Separator, StringComparison.Ordinal) is > 0 and var at
            && Guid.TryParse(correlation.AsSpan(at + Separator.Length), out var id) ? id : null;

    /// <summary>The part of a correlation that names the file: <c>sha256:…</c>.</summary>
    public static string FileOf(string correlation) => correlation.Split(';')[0];
}
