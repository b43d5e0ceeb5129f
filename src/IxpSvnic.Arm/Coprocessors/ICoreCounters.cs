namespace IxpSvnic.Arm.Coprocessors;

/// <summary>What the interpreter counts for the performance monitor of CP14, since reset.</summary>
public interface ICoreCounters
{
    /// <summary>Event 07: instructions retired.</summary>
    long InstructionsRetired { get; }

    /// <summary>Event 05: branches executed, taken or not.</summary>
    long Branches { get; }

    /// <summary>Event 06: branches mispredicted.</summary>
    long BranchMispredictions { get; }

    /// <summary>Event 02: cycles waited for the result of an earlier instruction.</summary>
    long DependencyStallCycles { get; }

    /// <summary>Event 0D: times software changed the program counter.</summary>
    long ProgramCounterChanges { get; }
}
