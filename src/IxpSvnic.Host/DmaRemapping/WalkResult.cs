namespace IxpSvnic.Host.DmaRemapping;

/// <summary>What a walk of the second-level tables found; <see cref="Accesses"/> entries were read for it.</summary>
internal readonly record struct WalkResult(
    FaultReason Reason, ulong Machine, int Shift, TranslationRights Rights, int Accesses);
