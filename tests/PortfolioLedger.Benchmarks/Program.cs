using PortfolioLedger.Benchmarks;

// dotnet run -c Release --project tests/PortfolioLedger.Benchmarks [-- --quick] [-- --only commands,views]
return args switch
{
    ["serve", var connection, var address] => await AppProcess.ServeAsync(connection, address),
    ["insert", var connection, var connections, var seconds] =>
        await InsertBaseline.RunAsync(connection, int.Parse(connections), double.Parse(seconds)),
    ["load", var address, var connections, var seconds, var workload] =>
        await Load.RunAsync(new(address), int.Parse(connections), double.Parse(seconds), workload),
    _ => await Suite.RunAsync(args),
};
