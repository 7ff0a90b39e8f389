using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using PortfolioLedger.Access;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.Core.Scenarios;
using PortfolioLedger.Http;
using PortfolioLedger.Http.Commands;
using PortfolioLedger.Http.Queries;
using PortfolioLedger.Journaling.Books;
using PortfolioLedger.Pages;
using PortfolioLedger.Querying;
using PortfolioLedger.Scenarios;

namespace PortfolioLedger.Recording;

/// <summary>
/// Where a form goes: into the ledger, or into a scenario, where it is only tried.
/// </summary>
/// <param name="Head">The newest book.</param>
/// <param name="Book">
/// What fills the form in: the newest book, or what the scenario makes of its own.
/// </param>
/// <param name="Into">The scenario that takes it; null for the ledger.</param>
/// <param name="Links">Of the time that the page came from.</param>
public sealed record RecordTarget(Book Head, Book Book, Scenario? Into, PageLinks Links)
{
    /// <summary>Who may send a form.</summary>
    public Role RoleFor(CommandRoute route) => Into is null ? route.Role : Role.Contributor;

    /// <summary>Whether there is a form of the command.</summary>
    public bool Takes(CommandRoute route) => Into is null || ScenarioAdditions.Takes(route);

    /// <summary>What keeps an address with the scenario.</summary>
    public ImmutableArray<(string Name, string Text)> Kept =>
        Into is null ? [] : [(ScenarioAdditions.Name, Into.Key.Value)];

    /// <summary>The address of a form or of a choice before it, of the same target.</summary>
    public string AddressOf(
        string path, params IEnumerable<(string Name, string Text)> parameters) =>
        Links.To(path, parameters.Concat(Kept));

    /// <summary>Why nothing can be sent; null where it can.</summary>
    /// <param name="role">That is needed; null where some role may suffice.</param>
    /// <param name="identity">Who looks.</param>
    public string? Obstacle(Role? role, Identity identity) =>
        !Links.AsOf.IsEmpty
            ? "This is the past, and the past is read-only: what is recorded, is recorded now. Go "
                + "back to now first."
        : role is { } needed && !identity.Has(needed)
            ? $"This needs the role {Enumeration<Role>.NameOf(needed)}; you act as "
                + $"{identity.RoleNames}."
        : role is null && !identity.Has(Role.Contributor)
            ? "To record something you need the role contributor or approver; you act as "
                + $"{identity.RoleNames}."
        : null;
}

/// <summary>Finds out where a form goes.</summary>
internal sealed class RecordTargets(BookKeeper keeper, ScenarioStore scenarios)
{
    /// <summary>The target that a request names.</summary>
    /// <param name="http">The request, with the portfolio and the time in its address.</param>
    /// <param name="scenario">The scenario that it names; null or empty for the ledger.</param>
    public async Task<RecordTarget> OfAsync(HttpContext http, string? scenario)
    {
        var head = await keeper.RequireHeadAsync(http);
        var links = PageLinks.Of(head.Portfolio, http.Request.Query.Texts());
        if (string.IsNullOrEmpty(scenario))
            return new(head, head, null, links);
        var into = await scenarios.RequireOpenAsync(head, scenario, http.RequestAborted);
        return new(head, await scenarios.BookAsync(head.Portfolio, into, http.RequestAborted),
            into, links);
    }
}
