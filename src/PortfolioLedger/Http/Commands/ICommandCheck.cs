using System.Collections.Immutable;
using PortfolioLedger.Core.Books;
using PortfolioLedger.Core.Kernel;

namespace PortfolioLedger.Http.Commands;

/// <summary>
/// A check of commands that needs more than the command: the views of the API, or the world
/// outside. Whatever knows about it adds one; a command it has nothing to say of passes.
/// </summary>
public interface ICommandCheck
{
    /// <summary>Each field that is not right, with its pointer within the body; or none.</summary>
    ValueTask<ImmutableArray<FieldFault>> FaultsAsync(ICommand command, CancellationToken cancel);
}
