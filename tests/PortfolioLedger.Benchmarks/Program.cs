using PortfolioLedger.Benchmarks;

// dotnet run -c Release --project tests/PortfolioLedger.Benchmarks -- --help
return args switch
{
    ["serve", var connection, var address] => await AppProcess.ServeAsync(connection, address),
    ["serve-alone", var connection, var address] => await AppProcess.ServeAsync(
        connection,
        address,
        follow: false
    ),
    ["serve-bare", var connection, var address] => await AppProcess.ServeAsync(
        connection,
        address,
        follow: false,
        sign: false
    ),
    ["serve-unsigned", var connection, var address] => await AppProcess.ServeAsync(
        connection,
        address,
        sign: false
    ),
    ["insert", var connection, var connections, var seconds] => await InsertBaseline.RunAsync(
        connection,
        int.Parse(connections),
        double.Parse(seconds)
    ),
    ["load", var address, var connections, var seconds, var workload] => Load.Run(
        new(address),
        int.Parse(connections),
        double.Parse(seconds),
        workload
    ).Print(),
    ["open-load", var address, var connections, var rate, var seconds, var workload] =>
        OpenLoad.Run(
            new(address),
            int.Parse(connections),
            double.Parse(rate),
            double.Parse(seconds),
            workload
        ).Print(),
    ["marten", var connection, var address] => await PlainMarten.ServeAsync(connection, address),
    ["sql-past", var connection, var address] => await SqlPast.ServeAsync(connection, address),
    ["marten-past", var connection, var address] => await MartenPast.ServeAsync(
        connection,
        address
    ),
    ["import", var connection, var path, var portfolio, var warmUps] => await ImportRates.RunAsync(
        connection,
        path,
        portfolio,
        int.Parse(warmUps)
    ),
    ["copy-in", var connection, var portfolio, var warmUps] => await CopyBaseline.InAsync(
        connection,
        portfolio,
        int.Parse(warmUps)
    ),
    ["copy-out", var connection] => await CopyBaseline.OutAsync(connection),
    ["rebuild", var connection] => await RebuildRates.RunAsync(connection),
    _ => await Options.RunAsync(args),
};
