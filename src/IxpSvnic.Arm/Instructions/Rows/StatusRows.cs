namespace IxpSvnic.Arm.Instructions.Rows;

/// <summary>Status registers and the instructions that always trap.</summary>
internal static class StatusRows
{
    public static IEnumerable<InstructionRow> All =>
    [
        new("cccc 0001 0v00 ---- dddd .... 0000 ....", "mrs{c}", "{d}, {psr}", MicroOp.MoveFromStatus)
        {
            Timing = TimingClass.StatusRead,
        },
        new("cccc 0001 0v10 jjjj ---- .... 0000 mmmm", "msr{c}", "{psrFields}, {m}", MicroOp.MoveToStatus)
        {
            Timing = TimingClass.StatusWrite,
        },
        new("cccc 0011 0v10 jjjj ---- kkkk iiii iiii", "msr{c}", "{psrFields}, {immediate}", MicroOp.MoveToStatus)
        {
            Timing = TimingClass.StatusWrite,
        },
        new("cccc 1111 iiii iiii iiii iiii iiii iiii", "svc{c}", "{code}", MicroOp.SoftwareInterrupt)
        {
            Timing = TimingClass.Exception,
        },
        new("cccc 0001 0010 iiii iiii iiii 0111 iiii", "bkpt{c}", "{code4}", MicroOp.Breakpoint)
        {
            Timing = TimingClass.Exception,
        },
    ];
}
