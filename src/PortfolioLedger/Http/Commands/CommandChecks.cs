using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;

namespace PortfolioLedger.Http.Commands;

/// <summary>All checks that commands pass before they are submitted.</summary>
public sealed class CommandChecks(IEnumerable<ICommandCheck> checks)
{
    private readonly ICommandCheck[] _checks = [.. checks];

    /// <summary>A 400 problem that names each field, or nothing.</summary>
    /// <param name="command">As the body said it.</param>
    /// <param name="pointer">Where the body stands in the request.</param>
    /// <param name="cancel">Stops asking outside.</param>
    public async Task RequireAsync(ICommand command, string pointer, CancellationToken cancel)
    {
        foreach (var check in _checks)
            if (await check.FaultsAsync(command, cancel) is { IsEmpty: false } faults)
                throw BodyReader.Invalid(faults, pointer);
    }
}
