using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;
using PortfolioLedger.Access;
using PortfolioLedger.AuditLog;
using PortfolioLedger.Core.Kernel;
using PortfolioLedger.EmbeddedPostgres;
using PortfolioLedger.Http.Probes;
using PortfolioLedger.Journaling.Books;
using PortfolioLedger.Journaling.Reading;
using PortfolioLedger.Journaling.Setup;
using PortfolioLedger.Journaling.Writing;

namespace PortfolioLedger.Databases;

/// <summary>Makes the application of a database beside the first one.</summary>
/// <param name="connections">To it.</param>
/// <param name="shared">What it has in common with the first one.</param>
internal delegate WebApplication MakeApplication(
    LedgerConnections connections, Action<IServiceCollection> shared);

/// <summary>Refuses a database on which the ledger must not run.</summary>
/// <param name="connections">To it.</param>
/// <param name="cancel">Stops it.</param>
internal delegate Task DatabaseRequirement(
    LedgerConnections connections, CancellationToken cancel);

/// <summary>
/// The databases beside the first one. Each has an application of its own in this process, whole
/// but for a server; it is started when its database can be reached, and tried again until then.
/// </summary>
internal sealed class LedgerDatabases(
    DatabaseSettings settings,
    PortfolioDirectory directory,
    AccessDatabase access,
    LogKeys keys,
    MemoryBudget budget,
    MakeApplication make,
    ILoggerFactory logs,
    IHostApplicationLifetime lifetime,
    DatabaseRequirement? require = null
) : BackgroundService, IHealthCheck
{
    internal static readonly TimeSpan Refresh = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, WebApplication> _running = new();
    private readonly ConcurrentDictionary<string, string> _faults = new();
    private readonly ILogger _log = logs.CreateLogger<LedgerDatabases>();

    /// <summary>Applications that run, by the name of their database.</summary>
    public IEnumerable<(string Name, IServiceProvider Services)> Others => _running
        .OrderBy(app => app.Key, StringComparer.Ordinal)
        .Select(app => (app.Key, app.Value.Services));

    /// <summary>Why a database is not served, by its name.</summary>
    public IEnumerable<(string Name, string Fault)> NotServed => _faults
        .OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => (f.Key, f.Value));

    /// <summary>Whether a portfolio is known to be in the first database.</summary>
    public bool IsAtHome(Key portfolio) =>
        directory.Find(portfolio) == new Place(DatabaseSettings.Home, IsMoving: false);

    /// <summary>Whether portfolios are opened in the first database.</summary>
    public bool OpensAtHome => settings.NewPortfolios == DatabaseSettings.Home;

    /// <summary>
    /// What answers a request, or why nothing does; neither where it is for the first application.
    /// </summary>
    public async ValueTask<(InProcessServer? Server, Unserved? Why)> FindAsync(Destination to)
    {
        try
        {
            var place = to.Portfolio is { } portfolio
                ? await directory.PlaceOfAsync(portfolio, default)
                : new(settings.NewPortfolios, IsMoving: false);
            return place.IsMoving ? (null, Unserved.WhileMoving)
                : place.Database == DatabaseSettings.Home ? (null, null)
                : _running.TryGetValue(place.Database, out var app)
                    ? ((InProcessServer)app.Services.GetRequiredService<IServer>(), null)
                    : (null, Unserved.Without(place.Database));
        }
        catch (Exception fault) when (DatabaseFault.IsTransient(fault))
        {
            // Where it is cannot be asked for.
            return (null, Unserved.Without(DatabaseSettings.Home));
        }
    }

    /// <summary>
    /// The applications of all of them, which are not started: for a verb that works with all. The
    /// caller ends them.
    /// </summary>
    /// <exception cref="EmbeddedServerException">One cannot be used.</exception>
    public async Task<IReadOnlyList<WebApplication>> MakeAllAsync(CancellationToken cancel)
    {
        var made = new List<WebApplication>();
        try
        {
            foreach (var other in settings.Others.Values)
                made.Add(await MakeAsync(other, cancel));
            return made;
        }
        catch (Exception fault)
        {
            foreach (var app in made)
                await app.DisposeAsync();
            if (fault is StartRefusedException || DatabaseFault.IsTransient(fault))
                throw new EmbeddedServerException(fault.Message);
            throw;
        }
    }

    /// <summary>Knows where everything is before the first request.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await EnterAsync(DatabaseSettings.Home, access.Source, cancellationToken);
        await directory.RefreshAsync(cancellationToken);
        // Made once, here: the others find the file that it lies in.
        await keys.ReadAsync(cancellationToken);
        foreach (var other in settings.Others.Values)
            await TryStartAsync(other, cancellationToken);
        // Their streams end with those of this application.
        lifetime.ApplicationStopping.Register(() =>
        {
            foreach (var app in _running.Values)
                app.Lifetime.StopApplication();
        });
        await base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        foreach (var (name, app) in _running)
            if (_running.TryRemove(name, out _))
            {
                await app.StopAsync(cancellationToken);
                await app.DisposeAsync();
            }
    }

    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken) =>
        Task.FromResult(_faults.IsEmpty
            ? HealthCheckResult.Healthy("All databases are served.")
            // Portfolios of the others are served all the same.
            : HealthCheckResult.Degraded(string.Join(" ", NotServed
                .Select(f => $"'{f.Name}' is not served: {f.Fault}"))));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var triedAt = DateTimeOffset.UtcNow;
        using var timer = new PeriodicTimer(Refresh);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            try
            {
                await directory.RefreshAsync(stoppingToken);
                if (DateTimeOffset.UtcNow - triedAt < Retry)
                    continue;
                foreach (var name in _faults.Keys)
                    await TryStartAsync(settings.Others[name], stoppingToken);
                triedAt = DateTimeOffset.UtcNow;
            }
            catch (Exception fault) when (DatabaseFault.IsTransient(fault))
            {
                _log.LogWarning("The directory of portfolios is not reachable: {Fault}",
                    fault.Message);
            }
    }

    private async Task TryStartAsync(OtherDatabase other, CancellationToken cancel)
    {
        WebApplication? app = null;
        try
        {
            app = await MakeAsync(other, cancel);
            await EnterAsync(
                other.Name, app.Services.GetRequiredService<NpgsqlDataSource>(), cancel);
            await app.StartAsync(cancel);
            _running[other.Name] = app;
            _faults.TryRemove(other.Name, out _);
            _log.LogInformation("Portfolios of the database {Database} are served", other.Name);
        }
        catch (Exception fault) when (fault is EmbeddedServerException or StartRefusedException
            || DatabaseFault.IsTransient(fault))
        {
            if (app is not null)
                await app.DisposeAsync();
            _faults[other.Name] = fault.Message;
            _log.LogWarning("The database {Database} is not served: {Fault}",
                other.Name, fault.Message);
        }
    }

    private async Task<WebApplication> MakeAsync(OtherDatabase other, CancellationToken cancel)
    {
        var connections = await LedgerDatabase.OnServerAsync(
            $"Databases__{other.Name}__", other.App, other.Migrator, cancel);
        if (require is not null)
            await require(connections, cancel);
        var app = make(connections, services => Share(services, other.Name));
        try
        {
            await app.Services.GetRequiredService<SchemaStart>().StartAsync(cancel);
            await SharedIdentity.AdoptAsync(access.Source, connections, cancel);
            return app;
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    private void Share(IServiceCollection services, string name)
    {
        services.AddSingleton(access);
        services.AddSingleton<ILoggerFactory>(new BorrowedLogs(logs));
        services.AddSingleton<IMeterFactory>(new MetersOfDatabase(name));
        services.AddSingleton(budget.SharedBy(settings.Others.Count + 1));
        services.AddSingleton<IPortfolioClaims>(new PortfolioClaims(directory, name));
        // The first application has waited already when the others stop.
        services.AddSingleton(new DrainSettings(TimeSpan.Zero));
    }

    /// <summary>What a database has is in the directory before anybody asks for it.</summary>
    private async Task EnterAsync(string name, NpgsqlDataSource source, CancellationToken cancel)
    {
        await using var command = source.CreateCommand("""
            select id from ledger.mt_streams s where not exists (
                select from ledger.moved_portfolio m where m.portfolio = s.id)
            """);
        List<Key> portfolios = [];
        await using (var rows = await command.ExecuteReaderAsync(cancel))
            while (await rows.ReadAsync(cancel))
                if (Key.TryParse(rows.GetString(0), out var key))
                    portfolios.Add(key);
        foreach (var (portfolio, owner) in await directory.ClaimAsync(name, portfolios, cancel))
            _log.LogError(
                "The database {Database} has a portfolio {Portfolio}, and so has {Owner}: only the "
                + "latter is served", name, portfolio, owner);
    }

    /// <summary>Logs that outlive who writes to them.</summary>
    private sealed class BorrowedLogs(ILoggerFactory owned) : ILoggerFactory
    {
        public void AddProvider(ILoggerProvider provider) => owned.AddProvider(provider);

        public ILogger CreateLogger(string categoryName) => owned.CreateLogger(categoryName);

        public void Dispose()
        {
        }
    }
}
