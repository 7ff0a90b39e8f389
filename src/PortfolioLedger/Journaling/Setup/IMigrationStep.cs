namespace PortfolioLedger.Journaling.Setup;

/// <summary>Tables that a library makes for an area, brought up to date with the others.</summary>
public interface IMigrationStep
{
    /// <summary>Makes them, or changes them to what this release needs.</summary>
    /// <param name="owner">Connection string of the role that owns all tables.</param>
    /// <param name="cancel">Stops it.</param>
    Task MigrateAsync(string owner, CancellationToken cancel);
}
