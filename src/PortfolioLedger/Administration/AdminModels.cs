using System.Collections.Immutable;
using System.Text.Json;
using PortfolioLedger.Access.Tokens;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Imports.Jobs;
using PortfolioLedger.Pages;
using PortfolioLedger.Projections;

namespace PortfolioLedger.Administration;

/// <summary>An API token in a list.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Role">What it may.</param>
/// <param name="Portfolio">Where; in all portfolios if null.</param>
/// <param name="Status">Active, expired or revoked.</param>
/// <param name="CreatedBy">Who made it.</param>
/// <param name="ExpiresAt">Until when it is taken.</param>
/// <param name="LastUsedAt">When it was used last; null before the first time.</param>
public sealed record TokenLine(
    Key Name, string Role, Key? Portfolio, string Status, string CreatedBy,
    DateTimeOffset ExpiresAt, DateTimeOffset? LastUsedAt);

/// <summary>The form that makes a token.</summary>
/// <param name="Hidden">HTML: what it sends beside; null for who may not make any.</param>
/// <param name="Given">What was typed, by the name of the field.</param>
/// <param name="Faults">What was wrong with it.</param>
/// <param name="Problem">Why none was made; null where nobody tried.</param>
/// <param name="Made">The text of one that was just made: it is shown once.</param>
public sealed record TokenForm(
    string? Hidden, ImmutableDictionary<string, string> Given, ImmutableArray<FieldFault> Faults,
    string? Problem, (string Name, string Text)? Made)
{
    /// <summary>What was typed; empty where nothing was.</summary>
    public string One(string name) => Given.GetValueOrDefault(name, "");

    /// <summary>What was wrong with a field.</summary>
    public IEnumerable<string> At(string name) =>
        Faults.Where(f => f.Pointer == $"/{name}").Select(f => f.Detail);
}

/// <summary>A database as it describes itself.</summary>
/// <param name="Name">Its own; null where there is only one.</param>
/// <param name="Figures">Name and value; none of one that is not served.</param>
/// <param name="Fault">Why it is not served; null where it is.</param>
public sealed record DatabaseDescription(
    string? Name, ImmutableArray<(string Name, string Value)> Figures, string? Fault);

/// <summary>The ledger as a whole, for who runs it.</summary>
/// <param name="ReadModels">
/// How far they are, by portfolio; with the database where there are several.
/// </param>
/// <param name="Rebuilding">How far a rebuild is; empty while none runs.</param>
/// <param name="Databases">The first one, and those beside it.</param>
/// <param name="Tokens">Those there are.</param>
/// <param name="Form">The form that makes one.</param>
/// <param name="Now">When the page was made.</param>
public sealed record AdminModel(
    ImmutableArray<(Key Portfolio, string? Database, StoredReadModels Models)> ReadModels,
    ImmutableArray<RebuiltUpTo> Rebuilding, ImmutableArray<DatabaseDescription> Databases,
    ImmutableArray<TokenLine> Tokens, TokenForm Form, DateTimeOffset Now);

/// <summary>A subscription and how its deliveries stand.</summary>
/// <param name="Subscription">Its key.</param>
/// <param name="Delivery">How events are delivered, in words.</param>
/// <param name="Ended">Whether it was cancelled.</param>
/// <param name="Pending">On their way, of the last ones.</param>
/// <param name="Delivered">Delivered, of the last ones.</param>
/// <param name="Dead">Given up, of the last ones.</param>
/// <param name="LastError">What went wrong last; null where nothing did.</param>
public sealed record SubscriptionLine(
    Key Subscription, string Delivery, bool Ended, int Pending, int Delivered, int Dead,
    string? LastError);

/// <summary>One portfolio, for who runs the ledger.</summary>
/// <param name="Imports">The last ones.</param>
/// <param name="Shown">The import that was asked for; null where none was.</param>
/// <param name="Report">Its report; null before there is one.</param>
/// <param name="Subscriptions">Those there are.</param>
/// <param name="ReadModels">How far they are; null where nobody can say.</param>
/// <param name="Now">When the page was made.</param>
/// <param name="Links">Of the portfolio.</param>
public sealed record PortfolioAdminModel(
    ImmutableArray<ImportJob> Imports, JsonElement? Shown, JsonElement? Report,
    ImmutableArray<SubscriptionLine> Subscriptions, StoredReadModels? ReadModels,
    DateTimeOffset Now, PageLinks Links);
