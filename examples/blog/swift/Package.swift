// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "blog",
  platforms: [.macOS(.v13), .iOS(.v16)],
  products: [.library(name: "BlogModels", targets: ["BlogModels"])],
  dependencies: [.package(name: "ectype", path: "../../..")],
  targets: [
    // Everything in Sources/BlogModels is written by `ectype compile`.
    .target(
      name: "BlogModels", dependencies: [.product(name: "EctypeRuntime", package: "ectype")]),
    .testTarget(name: "BlogModelsTests", dependencies: ["BlogModels"]),
  ],
  swiftLanguageModes: [.v6]
)
