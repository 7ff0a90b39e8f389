using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Reports;
using PortfolioLedger.Querying;

namespace PortfolioLedger.Reports;

/// <summary>Who wants a report made, and when.</summary>
/// <param name="By">The caller, or <c>schedule</c>.</param>
/// <param name="DueAt">The moment a schedule named; null for now.</param>
/// <param name="RequestKey">The caller's key: the same one gives the same run.</param>
internal sealed record RunOrder(string By, DateTimeOffset? DueAt = null, string? RequestKey = null)
{
    /// <summary>Who orders what a schedule names.</summary>
    public const string Scheduler = "schedule";
}

/// <summary>A report as it was made once; it stays as it is.</summary>
/// <param name="Portfolio">Of which portfolio.</param>
/// <param name="Report">Which report.</param>
/// <param name="Number">From 1, without gaps.</param>
/// <param name="DueAt">The moment its schedule named; null when somebody asked for it.</param>
/// <param name="MadeAt">When it was made.</param>
/// <param name="RequestedBy">Who asked for it.</param>
/// <param name="DefinitionPosition">The event that said what the report shows.</param>
/// <param name="Definition">What it said.</param>
/// <param name="Format">How it is given when nothing else is asked for.</param>
/// <param name="Outcome">What came of it.</param>
internal sealed record ReportRun(
    Key Portfolio,
    Key Report,
    int Number,
    DateTimeOffset? DueAt,
    DateTimeOffset MadeAt,
    string RequestedBy,
    long DefinitionPosition,
    ReportDefinition Definition,
    ReportFormat Format,
    RunOutcome Outcome
)
{
    /// <summary>Where it is read.</summary>
    public string Address => $"/api/v1/portfolios/{Portfolio}/reports/{Report}/runs/{Number}";
}

/// <summary>What came of making a report.</summary>
internal abstract record RunOutcome
{
    /// <summary>It was made.</summary>
    /// <param name="Position">P: of the last event in the book it shows.</param>
    /// <param name="EffectiveOn">E: the business day of that book.</param>
    /// <param name="Source">The address of the view that always has the same answer.</param>
    /// <param name="Digest">Of the whole view.</param>
    /// <param name="ResultHash">Of the table that is kept.</param>
    /// <param name="Items">How many lines it has.</param>
    public sealed record Made(
        long Position,
        DateOnly EffectiveOn,
        string Source,
        string Digest,
        string ResultHash,
        int Items
    ) : RunOutcome
    {
        /// <summary>The parameters of the pinned question.</summary>
        public Dictionary<string, StringValues> Question() =>
            QueryHelpers.ParseQuery(Source[Source.IndexOf('?', StringComparison.Ordinal)..]);

        /// <summary>Why the result has no line; null where it has some.</summary>
        public string? WhyEmpty => Items > 0 ? null
            : Position == 0
                ? $"Nothing was known on {EffectiveOn:O}: the portfolio begins later."
            : "The view has no item for what the report asks.";
    }

    /// <summary>It could not be made.</summary>
    /// <param name="Code">Why, as the API calls it.</param>
    /// <param name="Detail">The same for people.</param>
    public sealed record Failed(string Code, string Detail) : RunOutcome;
}
