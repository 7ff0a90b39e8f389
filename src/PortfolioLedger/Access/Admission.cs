using System.Collections.Immutable;
using PortfolioLedger.Core.Kernel;

namespace PortfolioLedger.Access;

/// <summary>
/// Whom an address lets in. Every endpoint says so of itself; one that does not lets nobody in.
/// </summary>
/// <param name="Roles">One of these is needed; none at all if empty.</param>
/// <param name="NeedsCaller">Whether one has to say who one is.</param>
public sealed record Admission(ImmutableArray<Role> Roles, bool NeedsCaller = true)
{
    /// <summary>Anybody, without saying who they are: pages, probes, descriptions.</summary>
    public static readonly Admission Anybody = new([], NeedsCaller: false);

    /// <summary>
    /// Whoever says who they are: what they see depends on their roles, which may be for single
    /// portfolios alone.
    /// </summary>
    public static readonly Admission AnyCaller = new([]);

    /// <summary>Whoever has any role.</summary>
    public static readonly Admission AnyRole = new([.. Enum.GetValues<Role>()]);

    /// <summary>Whoever may do what this role may: an approver contributes.</summary>
    public static Admission Of(Role role) =>
        new(role == Role.Contributor ? [Role.Contributor, Role.Approver] : [role]);

    /// <summary>Whoever has one of these roles.</summary>
    public static Admission OfAny(params ImmutableArray<Role> roles) => new(roles);

    /// <summary>Whether somebody is let in.</summary>
    public bool Admits(Identity identity) => Roles.IsEmpty || Roles.Any(identity.Has);

    /// <summary>The refusal of somebody who is not.</summary>
    public AccessDeniedException Refuse(Identity identity) => new("role-required",
        $"This needs the role {string.Join(" or ", Roles.Select(Enumeration<Role>.NameOf))}; you "
        + $"act as {identity.RoleNames}.");
}

/// <summary>How endpoints say whom they let in.</summary>
public static class AdmissionExtensions
{
    /// <summary>Lets anybody in.</summary>
    public static T OpenToAll<T>(this T endpoint) where T : IEndpointConventionBuilder =>
        endpoint.WithMetadata(Admission.Anybody);

    /// <summary>Lets whoever in that says who they are.</summary>
    public static T ForAnyCaller<T>(this T endpoint) where T : IEndpointConventionBuilder =>
        endpoint.WithMetadata(Admission.AnyCaller);

    /// <summary>Lets whoever in that has any role.</summary>
    public static T ForAnyRole<T>(this T endpoint) where T : IEndpointConventionBuilder =>
        endpoint.WithMetadata(Admission.AnyRole);

    /// <summary>Lets whoever in that may do what a role may.</summary>
    public static T For<T>(this T endpoint, Role role) where T : IEndpointConventionBuilder =>
        endpoint.WithMetadata(Admission.Of(role));

    /// <summary>Lets whoever in that has one of these roles.</summary>
    public static T ForAny<T>(this T endpoint, params Role[] roles)
        where T : IEndpointConventionBuilder =>
        endpoint.WithMetadata(Admission.OfAny([.. roles]));
}
