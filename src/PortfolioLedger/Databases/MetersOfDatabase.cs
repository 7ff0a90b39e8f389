using System.Diagnostics.Metrics;

namespace PortfolioLedger.Databases;

/// <summary>
/// Meters of the application of one database: named after it, so that what is measured of several
/// is told apart by the scope of a metric.
/// </summary>
internal sealed class MetersOfDatabase(string database) : IMeterFactory
{
    private readonly List<Meter> _meters = [];

    public Meter Create(MeterOptions options)
    {
        var meter = new Meter(
            $"{options.Name}.{database}", options.Version, options.Tags, options.Scope);
        lock (_meters)
            _meters.Add(meter);
        return meter;
    }

    public void Dispose()
    {
        foreach (var meter in _meters)
            meter.Dispose();
    }
}
