using PortfolioLedger.Access;
using PortfolioLedger.Audit;
using PortfolioLedger.Querying;

namespace PortfolioLedger.Cli;

/// <summary>How verbs tell the access log what they write out.</summary>
internal static class VerbLog
{
    /// <summary>The form of what people read on a screen.</summary>
    public const string Table = "table";

    /// <summary>
    /// Logs an answer before it is written; what cannot be logged is not written.
    /// </summary>
    /// <param name="trail">The access log.</param>
    /// <param name="asked">What was asked.</param>
    /// <param name="question">The same in the words of the verb.</param>
    /// <param name="format">In which form it is written.</param>
    /// <param name="digest">Of the view.</param>
    /// <param name="bytes">How long it is; null of a table.</param>
    /// <param name="cancel">Stops it.</param>
    public static Task LogAsync(
        this IAuditTrail trail, ResolvedView asked, ViewFlags question, string format,
        string digest, long? bytes, CancellationToken cancel) => trail.LogExportAsync(
        asked.Head.Portfolio, CommandLineActor.Current, new(question.View, format)
        {
            Position = asked.When.Position, EffectiveOn = asked.When.EffectiveOn, Digest = digest,
            Bytes = bytes, Parameters = [.. question.Names.Order(StringComparer.Ordinal)],
        }, cancel);
}
