using System.Collections.Immutable;
using PortfolioLedger.Access;
using PortfolioLedger.Core.Kernel;

namespace PortfolioLedger.Databases;

/// <summary>A database beside the first one, as it is configured.</summary>
/// <param name="Name">What it is called in the directory and in messages.</param>
/// <param name="App">Connection string of everything that reads and records.</param>
/// <param name="Migrator">Of what makes its tables; null where one account does both.</param>
public sealed record OtherDatabase(string Name, string App, string? Migrator);

/// <summary>The databases beside the first one, over which portfolios are spread.</summary>
/// <param name="Others">By name.</param>
/// <param name="NewPortfolios">The name of the one in which portfolios are opened.</param>
public sealed record DatabaseSettings(
    ImmutableSortedDictionary<string, OtherDatabase> Others, string NewPortfolios)
{
    /// <summary>The name of the first one, that of <c>ConnectionStrings:Ledger</c>.</summary>
    public const string Home = "home";

    private const string Section = "Databases";
    private const string NewSetting = "Ledger:NewPortfolios";

    /// <summary>
    /// As <c>Databases:{name}:Ledger</c>, <c>Databases:{name}:LedgerMigrator</c> and
    /// <c>Ledger:NewPortfolios</c> say; null where there is one database only.
    /// </summary>
    /// <exception cref="StartRefusedException">They say it wrongly.</exception>
    public static DatabaseSettings? Read(IConfiguration configuration)
    {
        var others = configuration.GetSection(Section).GetChildren().Select(Other)
            .ToImmutableSortedDictionary(o => o.Name, o => o, StringComparer.Ordinal);
        var chosen = configuration[NewSetting]?.Trim();
        var name = string.IsNullOrEmpty(chosen) ? Home : chosen;
        if (name != Home && !others.ContainsKey(name))
            throw new StartRefusedException(
                $"Ledger__NewPortfolios is '{name}', and no such database is configured; it must "
                + $"be one of {string.Join(", ", others.Keys.Prepend(Home))}.");
        return others.IsEmpty ? null : new(others, name);
    }

    private static OtherDatabase Other(IConfigurationSection section)
    {
        // Settings that come from the environment have lost their case on some systems.
        var name = section.Key.ToLowerInvariant();
        if (!Key.TryParse(name, out _) || name == Home)
            throw new StartRefusedException(
                $"Databases__{section.Key} is no name for a database; a name is {Key.Form}, and "
                + $"'{Home}' is the one that ConnectionStrings__Ledger names.");
        return new(name,
            section["Ledger"] is { Length: > 0 } app ? app
                : throw new StartRefusedException(
                    $"Databases__{name}__Ledger is missing; it must be the connection string of "
                    + "that database."),
            section["LedgerMigrator"] is { Length: > 0 } migrator ? migrator : null);
    }
}
