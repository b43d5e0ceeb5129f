namespace IxpSvnic.Sim.State;

/// <summary>A block whose whole mutable state can be saved, restored and hashed.</summary>
public interface IStateful
{
    /// <summary>
    /// Passes every mutable field to the visitor, always in the same order: one method serves save, restore and hash.
    /// Statistics and shadow state (frame tags) go inside <c>if (!visitor.IsHashing)</c>.
    /// </summary>
    void Sync(StateVisitor visitor);
}
