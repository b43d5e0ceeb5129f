using IxpSvnic.Arm.Core;

namespace IxpSvnic.Debug.Targets;

/// <summary>
/// The core's registers by feature: those that GDB knows (r0 to pc, cpsr), then as features of our own the banked ones of every mode, and
/// the registers of CP15 that say how memory is seen.
/// </summary>
internal static class XscaleRegisters
{
    private const int StackPointer = 13;
    private const int LinkRegister = 14;
    private const int ProgramCounter = 15;

    private static readonly (string Suffix, ArmMode Mode)[] BankedModes =
    [
        ("svc", ArmMode.Supervisor), ("abt", ArmMode.Abort), ("und", ArmMode.Undefined), ("irq", ArmMode.Irq), ("fiq", ArmMode.Fiq),
    ];

    public static IReadOnlyList<XscaleRegister> Core { get; } =
    [
        .. Enumerable.Range(0, ProgramCounter + 1).Select(Numbered),
        new(new TargetRegister("cpsr"), (core, _) => core.Cpsr, (core, _, value) => core.Cpsr = value),
    ];

    public static IReadOnlyList<XscaleRegister> Banked { get; } =
    [
        new(System("spsr"), (core, _) => core.Spsr, (core, _, value) => core.Spsr = value),
        Of("sp_usr", ArmMode.User, StackPointer),
        Of("lr_usr", ArmMode.User, LinkRegister),
        .. BankedModes.SelectMany(bank => (XscaleRegister[])
        [
            Of($"sp_{bank.Suffix}", bank.Mode, StackPointer),
            Of($"lr_{bank.Suffix}", bank.Mode, LinkRegister),
            new(System($"spsr_{bank.Suffix}"), (core, _) => core.GetBankedSpsr(bank.Mode), null),
        ]),
        .. Enumerable.Range(8, 5).Select(i => Of($"r{i}_fiq", ArmMode.Fiq, i)),
    ];

    public static IReadOnlyList<XscaleRegister> Cp15 { get; } =
    [
        new(System("control"), (_, memory) => memory.Control, (_, memory, value) => memory.Control = value),
        new(System("auxcontrol"), (_, memory) => memory.AuxiliaryControl, (_, memory, value) => memory.AuxiliaryControl = value),
        new(System("ttb"), (_, memory) => memory.TranslationTableBase, (_, memory, value) => memory.TranslationTableBase = value),
        new(System("dacr"), (_, memory) => memory.DomainAccess, (_, memory, value) => memory.DomainAccess = value),
        new(System("fsr"), (_, memory) => memory.FaultStatusRegister, (_, memory, value) => memory.FaultStatusRegister = value),
        new(System("far"), (_, memory) => memory.FaultAddressRegister, (_, memory, value) => memory.FaultAddressRegister = value),
        new(System("pid"), (_, memory) => memory.ProcessId, (_, memory, value) => memory.ProcessId = value),
    ];

    /// <summary>All, in the order of their numbers.</summary>
    public static IReadOnlyList<XscaleRegister> All { get; } = [.. Core, .. Banked, .. Cp15];

    public static TargetDescription Description { get; } = new(
        "xscale",
        new TargetFeature("org.gnu.gdb.arm.core", Shown(Core)),
        new TargetFeature("ixpsvnic.xscale.banked", Shown(Banked)),
        new TargetFeature("ixpsvnic.xscale.cp15", Shown(Cp15)));

    private static XscaleRegister Numbered(int number)
    {
        (string name, string type) = number switch
        {
            StackPointer => ("sp", "data_ptr"),
            LinkRegister => ("lr", "uint32"),
            ProgramCounter => ("pc", "code_ptr"),
            _ => ($"r{number}", "uint32"),
        };
        return new(new TargetRegister(name, type), (core, _) => core[number], (core, _, value) => core[number] = value);
    }

    private static XscaleRegister Of(string name, ArmMode mode, int number) => new(
        System(name), (core, _) => core.GetBanked(mode, number), (core, _, value) => core.SetBanked(mode, number, value));

    private static TargetRegister System(string name) => new(name, Group: "system");

    private static IReadOnlyList<TargetRegister> Shown(IReadOnlyList<XscaleRegister> registers) => [.. registers.Select(r => r.Shown)];
}
